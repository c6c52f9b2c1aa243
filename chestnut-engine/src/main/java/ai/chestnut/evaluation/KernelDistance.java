package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;

/**
 * The kernel distance (KID): the unbiased estimate of the squared maximum mean discrepancy under
 * {@code k(x, y) = (x·y / d + 1)³}. Bińkowski et al. (2018), section 4; Gretton et al. (2012),
 * equation 3. Unlike the Fréchet distance it is not biased by the number of films; so it may be
 * negative.
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
    if (x.length < 2 || y.length < 2) {
      throw new RequestException(
          "sets of films", "", x.length + " and " + y.length, "at least two each");
    }
    double cross = 0;
    for (double[] a : x) {
      for (double[] b : y) {
        cross += kernel(a, b);
      }
    }
    return within(x) + within(y) - 2 * cross / ((double) x.length * y.length);
  }

  /** The mean of k over pairs of different points. */
  private static double within(double[][] points) {
    double sum = 0;
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += kernel(points[i], points[j]);
      }
    }
    return 2 * sum / ((double) points.length * (points.length - 1));
  }

  private static double kernel(double[] a, double[] b) {
    double dot = 0;
    for (int i = 0; i < a.length; i++) {
      dot += a[i] * b[i];
    }
    double base = dot / a.length + 1;
    return base * base * base;
  }
}
