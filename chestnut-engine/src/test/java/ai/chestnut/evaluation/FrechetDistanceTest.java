package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.ejml.data.DMatrixRMaj;
import org.junit.jupiter.api.Test;

/** Golden numbers worked by hand from the closed form. */
final class FrechetDistanceTest {

  private static double[][] diagonal(double... entries) {
    double[][] matrix = new double[entries.length][entries.length];
    for (int i = 0; i < entries.length; i++) {
      matrix[i][i] = entries[i];
    }
    return matrix;
  }

  @Test
  void fourDimensionsShiftedByOneAndTwiceAsWideAreEightApart() {
    // |1|² = 4, and per dimension 1 + 4 - 2 * 2 = 1
    double distance =
        FrechetDistance.between(
            new double[4], diagonal(1, 1, 1, 1), new double[] {1, 1, 1, 1}, diagonal(4, 4, 4, 4));
    assertThat(distance).isCloseTo(8, within(1e-12));
  }

  @Test
  void equalCovariancesLeaveTheSquaredShift() {
    double[][] covariance = {{2, 0.5}, {0.5, 1}};
    double distance =
        FrechetDistance.between(new double[2], covariance, new double[] {3, 4}, covariance);
    assertThat(distance).isCloseTo(25, within(1e-12));
  }

  @Test
  void covariancesThatDoNotCommute() {
    // tr of the root is sqrt(tr + 2 sqrt(det)) of the product: sqrt(10 + 2 sqrt(12))
    double[][] s1 = {{2, 1}, {1, 2}};
    double[][] s2 = diagonal(1, 4);
    double trace = FrechetDistance.traceOfRoot(new DMatrixRMaj(s1), new DMatrixRMaj(s2));
    assertThat(trace).isCloseTo(4.114389776, within(1e-9));
    assertThat(FrechetDistance.between(new double[2], s1, new double[2], s2))
        .isCloseTo(0.771220448, within(1e-9));
  }

  @Property(tries = 25)
  void symmetricAndZeroForASetWithItself(@ForAll long seed) {
    SetStatistics a = SetStatistics.of(Clouds.normal(seed, 12, 5, 0));
    SetStatistics b = SetStatistics.of(Clouds.normal(seed + 1, 9, 5, 1));
    double there = FrechetDistance.between(a, b);
    assertThat(there).isPositive();
    assertThat(FrechetDistance.between(b, a)).isCloseTo(there, within(1e-8));
    assertThat(FrechetDistance.between(a, a)).isCloseTo(0, within(1e-8));
  }

  @Test
  void fewerPointsThanDimensionsAreNoNan() {
    SetStatistics a = SetStatistics.of(Clouds.normal(1, 4, 30, 0));
    SetStatistics b = SetStatistics.of(Clouds.normal(2, 4, 30, 0));
    assertThat(FrechetDistance.between(a, b)).isFinite().isPositive();
  }

  @Test
  void growsWithNoiseAndWithBlackBoxes() {
    double previousNoise = 0;
    double previousBox = 0;
    SetStatistics clean = SetStatistics.of(films(0, 0));
    for (int level = 1; level <= 4; level++) {
      double noise = FrechetDistance.between(clean, SetStatistics.of(films(0.1 * level, 0)));
      double box = FrechetDistance.between(clean, SetStatistics.of(films(0, 4 * level)));
      assertThat(noise).isGreaterThan(previousNoise + 1e-4);
      assertThat(box).isGreaterThan(previousBox + 1e-4);
      previousNoise = noise;
      previousBox = box;
    }
  }

  /** Bright discs on dark ground as points of an 8 by 8 pixel space, corrupted. */
  private static double[][] films(double noise, int box) {
    PixelFeatures features = new PixelFeatures(8);
    double[][] points = new double[60][];
    for (int film = 0; film < points.length; film++) {
      RandomStream random = RandomStream.of(5, film, "film");
      double radius = random.uniform(6, 12);
      float[] unit = new float[32 * 32];
      for (int i = 0; i < unit.length; i++) {
        int x = i % 32;
        int y = i / 32;
        double grey = Math.hypot(x - 16, y - 16) < radius ? 0.8 : 0.2;
        boolean black = x < box && y < box;
        unit[i] = black ? 0 : (float) (grey + noise * random.nextGaussian());
      }
      points[film] = features.of(Radiograph.ofUnit(32, 32, 16, unit));
    }
    return points;
  }
}
