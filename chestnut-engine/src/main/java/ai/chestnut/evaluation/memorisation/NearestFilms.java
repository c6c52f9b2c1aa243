package ai.chestnut.evaluation.memorisation;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * For each film of one set its nearest films of another, nearest first.
 *
 * @param index [n, k] which films of the other set
 * @param distance [n, k] how far, Euclidean
 */
record NearestFilms(int[][] index, double[][] distance) {

  /**
   * By looking at all pairs; memory does not grow with their number.
   *
   * @param k at most as many as the other set has
   */
  static NearestFilms of(double[][] films, double[][] others, int k) {
    int kept = Math.min(k, others.length);
    int[][] index = new int[films.length][kept];
    double[][] distance = new double[films.length][kept];
    IntStream.range(0, films.length)
        .parallel()
        .forEach(film -> search(films[film], others, index[film], distance[film]));
    return new NearestFilms(index, distance);
  }

  private static void search(double[] film, double[][] others, int[] index, double[] distance) {
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    int last = distance.length - 1;
    for (int other = 0; other < others.length; other++) {
      double squared = squared(film, others[other], distance[last]);
      if (squared >= distance[last]) {
        continue;
      }
      int place = last;
      while (place > 0 && distance[place - 1] > squared) {
        distance[place] = distance[place - 1];
        index[place] = index[place - 1];
        place--;
      }
      distance[place] = squared;
      index[place] = other;
    }
    for (int i = 0; i < distance.length; i++) {
      distance[i] = Math.sqrt(distance[i]);
    }
  }

  /** The squared distance, or some number above the limit as soon as it is known to be above. */
  static double squared(double[] a, double[] b, double limit) {
    double sum = 0;
    int i = 0;
    while (i < a.length && sum < limit) {
      int end = Math.min(a.length, i + 32);
      for (; i < end; i++) {
        double apart = a[i] - b[i];
        sum += apart * apart;
      }
    }
    return sum;
  }

  /** Distance to the nearest, for each film. */
  double[] nearest() {
    return Arrays.stream(distance).mapToDouble(row -> row[0]).toArray();
  }

  /**
   * How much nearer the nearest is than the next ones on average, in [0, 1]: far below 1 where one
   * film stands out. Carlini et al. (2023), equation 1, without their constant. 0 where all
   * coincide, 1 where there is no next one.
   */
  double[] standingOut() {
    return Arrays.stream(distance)
        .mapToDouble(
            row -> {
              double next = Arrays.stream(row).skip(1).average().orElse(row[0]);
              return row[0] == 0 ? 0 : row[0] / next;
            })
        .toArray();
  }
}
