package ai.chestnut.evaluation;

import java.util.Arrays;

/** Euclidean distances between points, by looking at all pairs. */
final class Neighbours {

  private Neighbours() {}

  static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double apart = a[i] - b[i];
      sum += apart * apart;
    }
    return sum;
  }

  /** For each point, the squared distance to its k-th nearest other point of the set. */
  static double[] squaredRadii(double[][] points, int k) {
    double[] radii = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      double[] others = new double[points.length - 1];
      for (int j = 0; j < points.length; j++) {
        if (j != i) {
          others[j < i ? j : j - 1] = squared(points[i], points[j]);
        }
      }
      Arrays.sort(others);
      radii[i] = others[k - 1];
    }
    return radii;
  }

  /** For each point, the distance to the nearest point of another set. */
  static double[] nearest(double[][] points, double[][] others) {
    return Arrays.stream(points)
        .mapToDouble(
            point ->
                Math.sqrt(
                    Arrays.stream(others)
                        .mapToDouble(other -> squared(point, other))
                        .min()
                        .orElseThrow()))
        .toArray();
  }
}
