package ai.chestnut.evaluation;

import ai.chestnut.random.RandomStream;

/** Sets of points for tests. */
public final class Clouds {

  private Clouds() {}

  /** Standard normal points around a place on the diagonal. */
  public static double[][] normal(long seed, int count, int dimension, double place) {
    RandomStream random = RandomStream.of(seed, 0, "cloud");
    double[][] points = new double[count][dimension];
    for (double[] point : points) {
      for (int i = 0; i < dimension; i++) {
        point[i] = place + random.nextGaussian();
      }
    }
    return points;
  }
}
