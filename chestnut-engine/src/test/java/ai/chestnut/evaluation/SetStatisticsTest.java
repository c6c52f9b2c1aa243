package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
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
    assertThat(merged.count()).isEqualTo(count);
    assertThat(merged.mean())
        .usingComparatorWithPrecision(1e-9)
        .containsExactly(SetStatistics.of(points).mean());
    for (int i = 0; i < 3; i++) {
      assertThat(merged.covariance()[i])
          .usingComparatorWithPrecision(1e-9)
          .containsExactly(whole[i]);
    }
  }

  @Test
  void aLargeMeanCancelsNothing() {
    double[][] points = {{1e8 - 1}, {1e8}, {1e8 + 1}};
    assertThat(SetStatistics.of(points).covariance()[0][0]).isCloseTo(1, within(1e-9));
  }

  @Test
  void whatIsNotFiniteOfAnotherSizeOrTooFewIsRefused() {
    SetStatistics statistics = new SetStatistics(2);
    assertThatThrownBy(() -> statistics.add(new double[] {0, Double.NaN}))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("not finite");
    assertThatThrownBy(() -> statistics.add(new double[3])).hasMessageContaining("3 numbers");
    statistics.add(new double[2]);
    assertThatThrownBy(statistics::covariance).hasMessageContaining("at least two");
    assertThatThrownBy(() -> SetStatistics.of(new double[0][])).hasMessageContaining("none");
  }
}
