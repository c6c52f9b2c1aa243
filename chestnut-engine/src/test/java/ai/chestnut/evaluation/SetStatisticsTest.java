package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class SetStatisticsTest {

  /** The naive twin: two passes over all points. */
  private static double[][] covariance(double[][] points) {
    int d = points[0].length;
    double[] mean = new double[d];
    for (double[] point : points) {
      for (int i = 0; i < d; i++) {
        mean[i] += point[i] / points.length;
      }
    }
    double[][] covariance = new double[d][d];
    for (double[] point : points) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i][j] += (point[i] - mean[i]) * (point[j] - mean[j]) / (points.length - 1);
        }
      }
    }
    return covariance;
  }

  @Property(tries = 50)
  void anySplitMergedInAnyOrderIsTheWhole(
      @ForAll @IntRange(min = 2, max = 40) int count,
      @ForAll @IntRange(max = 40) int cut,
      @ForAll boolean swapped,
      @ForAll long seed) {
    double[][] points = Clouds.normal(seed, count, 3, 1000);
    SetStatistics first = new SetStatistics(3);
    SetStatistics second = new SetStatistics(3);
    for (int i = 0; i < count; i++) {
      (i < cut ? first : second).add(points[i]);
    }
    SetStatistics merged = swapped ? second : first;
    merged.merge(swapped ? first : second);
    double[][] whole = covariance(points);
    SetStatistics streamed = SetStatistics.of(points);
    assertThat(merged.count()).isEqualTo(count);
    assertThat(merged.mean()).containsExactly(streamed.mean()); // to the bit
    assertThat(merged.covariance()).isDeepEqualTo(streamed.covariance());
    for (int i = 0; i < 3; i++) {
      assertThat(merged.covariance()[i])
          .usingComparatorWithPrecision(1e-9)
          .containsExactly(whole[i]);
    }
  }

  @Property(tries = 30)
  void anyOrderGivesTheSameBits(@ForAll long seed) {
    RandomStream random = RandomStream.of(seed, 0, "order");
    double[][] points = new double[50][7];
    for (double[] point : points) {
      for (int i = 0; i < point.length; i++) {
        point[i] = random.nextGaussian() * Math.pow(10, i - 3); // from thousandths to thousands
      }
    }
    SetStatistics there = SetStatistics.of(points);
    int[] order = random.permutation(points.length);
    SetStatistics shuffled = new SetStatistics(7);
    for (int i : order) {
      shuffled.add(points[i]);
    }
    assertThat(shuffled.mean()).containsExactly(there.mean());
    assertThat(shuffled.covariance()).isDeepEqualTo(there.covariance());
    double[][] naive = covariance(points);
    for (int i = 0; i < 7; i++) {
      assertThat(there.covariance()[i][i]).isCloseTo(naive[i][i], within(1e-6 * naive[i][i]));
    }
  }

  @Test
  void extremesNeitherOverflowNorLoseTheirSign() {
    double big = SetStatistics.FEATURE_LIMIT * (1 - 0x1p-52);
    SetStatistics statistics = new SetStatistics(2);
    for (int i = 0; i < 1000; i++) {
      statistics.add(new double[] {i % 2 == 0 ? big : -big, i % 2 == 0 ? -big : big});
    }
    double variance = big * big * 1000 / 999;
    assertThat(statistics.mean()).containsExactly(0, 0);
    assertThat(statistics.covariance()[0][0]).isCloseTo(variance, within(1e-14 * variance));
    assertThat(statistics.covariance()[0][1]).isCloseTo(-variance, within(1e-14 * variance));
    assertThatThrownBy(() -> statistics.add(new double[] {0, SetStatistics.FEATURE_LIMIT}))
        .hasMessageContaining("below 2^20");
  }

  @Test
  void aLargeMeanCancelsNothing() {
    double[][] points = {{1e6 - 1}, {1e6}, {1e6 + 1}};
    assertThat(SetStatistics.of(points).covariance()[0][0]).isCloseTo(1, within(1e-15));
  }

  @Test
  void whatIsNotFiniteOfAnotherSizeOrTooFewIsRefused() {
    SetStatistics statistics = new SetStatistics(2);
    assertThatThrownBy(() -> statistics.add(new double[] {0, Double.NaN}))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> statistics.add(new double[3])).hasMessageContaining("3 numbers");
    statistics.add(new double[2]);
    assertThatThrownBy(statistics::covariance).hasMessageContaining("at least two");
    assertThatThrownBy(() -> SetStatistics.of(new double[0][])).hasMessageContaining("none");
  }
}
