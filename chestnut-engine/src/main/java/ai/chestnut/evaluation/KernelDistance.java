package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;

/**
 * The kernel distance (KID): the unbiased estimate of the squared maximum mean discrepancy under
 * {@code k(x, y) = (x·y / d + 1)³}. Bińkowski et al. (2018), section 4; Gretton et al. (2012),
 * equation 3. Unlike the Fréchet distance it is not biased by the number of films; so it may be
 * negative. All pairs count, a block of rows at a time; no subsets are drawn.
 */
public final class KernelDistance {

  private KernelDistance() {}

  /**
   * Between two sets of points.
   *
   * @param x points [n, d], n at least 2
   * @param y points [m, d], m at least 2
   */
  public static double between(double[][] x, double[][] y) {
    require(x, y, 2);
    Sums sums = sums(x, y);
    return value(sums.withinX, sums.withinY, sums.cross, x.length, y.length);
  }

  /**
   * The same with its interval: the two sets' jackknife variances added (Efron and Stein, 1981),
   * and the normal's quantiles.
   *
   * @param x points [n, d], n at least 3
   * @param y points [m, d], m at least 3
   */
  public static Interval withInterval(double[][] x, double[][] y) {
    require(x, y, 3);
    int n = x.length;
    int m = y.length;
    Sums sums = sums(x, y);
    double value = value(sums.withinX, sums.withinY, sums.cross, n, m);
    double[] withoutX = new double[n];
    for (int i = 0; i < n; i++) {
      withoutX[i] =
          value(
              sums.withinX - 2 * sums.rowsX[i],
              sums.withinY,
              sums.cross - sums.crossX[i],
              n - 1,
              m);
    }
    double[] withoutY = new double[m];
    for (int j = 0; j < m; j++) {
      withoutY[j] =
          value(
              sums.withinX,
              sums.withinY - 2 * sums.rowsY[j],
              sums.cross - sums.crossY[j],
              n,
              m - 1);
    }
    double error = Math.sqrt(variance(withoutX) + variance(withoutY));
    double half = Interval.normalQuantile((1 + Bootstrap.LEVEL) / 2) * error;
    return new Interval(value, value - half, value + half);
  }

  /** Sums of k over pairs of different points, in all and for each point. */
  private static final class Sums {
    final double[] rowsX;
    final double[] rowsY;
    final double[] crossX;
    final double[] crossY;
    double withinX;
    double withinY;
    double cross;

    Sums(int n, int m) {
      this.rowsX = new double[n];
      this.rowsY = new double[m];
      this.crossX = new double[n];
      this.crossY = new double[m];
    }
  }

  private static Sums sums(double[][] x, double[][] y) {
    Sums sums = new Sums(x.length, y.length);
    int d = x[0].length;
    sums.withinX = within(x, sums.rowsX);
    sums.withinY = within(y, sums.rowsY);
    PairProducts.forEachRow(
        x,
        y,
        (i, products, from) -> {
          for (int j = 0; j < y.length; j++) {
            double kernel = kernel(products[from + j], d);
            sums.crossX[i] += kernel;
            sums.crossY[j] += kernel;
          }
          sums.cross += sums.crossX[i];
        });
    return sums;
  }

  private static double within(double[][] points, double[] rows) {
    int d = points[0].length;
    PairProducts.forEachRow(
        points,
        points,
        (i, products, from) -> {
          for (int j = 0; j < points.length; j++) {
            rows[i] += j == i ? 0 : kernel(products[from + j], d);
          }
        });
    double sum = 0;
    for (double row : rows) {
      sum += row;
    }
    return sum;
  }

  private static double value(double withinX, double withinY, double cross, double n, double m) {
    return withinX / (n * (n - 1)) + withinY / (m * (m - 1)) - 2 * cross / (n * m);
  }

  private static double kernel(double dot, int d) {
    double base = dot / d + 1;
    return base * base * base;
  }

  private static double variance(double[] without) {
    double n = without.length;
    double mean = 0;
    for (double value : without) {
      mean += value / n;
    }
    double squares = 0;
    for (double value : without) {
      squares += (value - mean) * (value - mean);
    }
    return (n - 1) / n * squares;
  }

  private static void require(double[][] x, double[][] y, int least) {
    if (x.length < least || y.length < least) {
      throw new RequestException(
          "sets of films",
          "kernel distance",
          x.length + " and " + y.length,
          "at least " + (least == 2 ? "two" : "three") + " each");
    }
  }
}
