package ai.chestnut.evaluation;

import java.util.Arrays;

/** Euclidean distances between points, by looking at all pairs in blocks. */
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
    PairProducts.forEachDistance(
        points,
        points,
        (i, distances, from) -> {
          distances[from + i] = Double.POSITIVE_INFINITY; // not its own neighbour
          radii[i] = smallest(distances, from, points.length, k);
        });
    return radii;
  }

  /** The k-th smallest of some numbers. */
  private static double smallest(double[] numbers, int from, int count, int k) {
    double[] least = new double[k]; // ascending
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    for (int j = from; j < from + count; j++) {
      if (numbers[j] < least[k - 1]) {
        int place = k - 1;
        for (; place > 0 && least[place - 1] > numbers[j]; place--) {
          least[place] = least[place - 1];
        }
        least[place] = numbers[j];
      }
    }
    return least[k - 1];
  }

  /** For each point, the distance to the nearest point of another set. */
  static double[] nearest(double[][] points, double[][] others) {
    double[] nearest = new double[points.length];
    PairProducts.forEachDistance(
        points,
        others,
        (i, distances, from) ->
            nearest[i] = Math.sqrt(smallest(distances, from, others.length, 1)));
    return nearest;
  }
}
