package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.random.RandomStream;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What is computed in blocks, beside the same said plainly. */
final class NaiveTwinsTest {

  @Property(tries = 12)
  void neighboursInBlocks(
      @ForAll @IntRange(min = 3, max = 300) int n,
      @ForAll @IntRange(min = 1, max = 150) int m,
      @ForAll @IntRange(min = 1, max = 40) int d,
      @ForAll long seed) {
    double[][] x = Clouds.normal(seed, n, d, 500);
    double[][] y = Clouds.normal(seed + 1, m, d, 500.5);
    double[] nearest = Neighbours.nearest(x, y);
    int k = Math.min(5, n - 1);
    double[] radii = Neighbours.squaredRadii(x, k);
    for (int i = 0; i < n; i++) {
      double[] point = x[i];
      double least =
          Arrays.stream(y).mapToDouble(o -> Neighbours.squared(point, o)).min().orElseThrow();
      assertThat(nearest[i]).isCloseTo(Math.sqrt(least), within(1e-6));
      double[] sorted =
          Arrays.stream(x)
              .filter(other -> other != point)
              .mapToDouble(other -> Neighbours.squared(point, other))
              .sorted()
              .toArray();
      assertThat(radii[i]).isCloseTo(sorted[k - 1], within(1e-9));
    }
  }

  @Property(tries = 12)
  void theKernelDistanceInBlocks(
      @ForAll @IntRange(min = 3, max = 200) int n,
      @ForAll @IntRange(min = 3, max = 150) int m,
      @ForAll @IntRange(min = 1, max = 20) int d,
      @ForAll long seed) {
    double[][] x = Clouds.normal(seed, n, d, 0);
    double[][] y = Clouds.normal(seed + 1, m, d, 0.5);
    double naive = pairs(x) + pairs(y) - 2 * mean(x, y, false);
    assertThat(KernelDistance.between(x, y))
        .isCloseTo(naive, within(1e-10 * (1 + Math.abs(naive))));
    double[][] shorter = Arrays.copyOf(x, n - 1);
    double[][] other = Arrays.copyOf(y, m - 1);
    // a set without its last point, as the jackknife has it
    assertThat(KernelDistance.between(shorter, other))
        .isCloseTo(
            pairs(shorter) + pairs(other) - 2 * mean(shorter, other, false),
            within(1e-10 * (1 + Math.abs(naive))));
  }

  private static double pairs(double[][] points) {
    return mean(points, points, true);
  }

  private static double mean(double[][] x, double[][] y, boolean different) {
    double sum = 0;
    double count = 0;
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        if (!different || i != j) {
          double dot = 0;
          for (int f = 0; f < x[i].length; f++) {
            dot += x[i][f] * y[j][f];
          }
          sum += Math.pow(dot / x[i].length + 1, 3);
          count++;
        }
      }
    }
    return sum / count;
  }

  @Property(tries = 20)
  void smoothingAlongRowsAndColumns(
      @ForAll @IntRange(min = 7, max = 20) int width,
      @ForAll @IntRange(min = 7, max = 20) int height,
      @ForAll boolean cut,
      @ForAll long seed) {
    RandomStream random = RandomStream.of(seed, 0, "plane");
    double[] values = new double[width * height];
    Arrays.setAll(values, i -> random.nextDouble());
    Plane plane = new Plane(width, height, values);
    double[] kernel = {0.1, 0.2, 0.5, 0.15, 0.05}; // not symmetric
    Plane.Border border = cut ? Plane.Border.CUT : Plane.Border.REPLICATED;
    Plane found = plane.smoothed(kernel, border);
    int skip = cut ? 2 : 0;
    assertThat(found.width()).isEqualTo(width - 2 * skip);
    assertThat(found.height()).isEqualTo(height - 2 * skip);
    for (int y = 0; y < found.height(); y++) {
      for (int x = 0; x < found.width(); x++) {
        double sum = 0;
        for (int i = -2; i <= 2; i++) {
          for (int j = -2; j <= 2; j++) {
            int row = Math.min(Math.max(y + skip + i, 0), height - 1);
            int column = Math.min(Math.max(x + skip + j, 0), width - 1);
            sum += kernel[i + 2] * kernel[j + 2] * plane.at(column, row);
          }
        }
        assertThat(found.at(x, y)).isCloseTo(sum, within(1e-12));
      }
    }
  }
}
