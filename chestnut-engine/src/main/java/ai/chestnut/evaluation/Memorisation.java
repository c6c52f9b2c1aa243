package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import java.util.Arrays;

/**
 * Whether synthetic films copy the films a model was trained on. A model that copies stands nearer
 * to its training films than held-out films do.
 *
 * @param nearestShare share of synthetic films whose nearest neighbour among equally many training
 *     and held-out films is a training film; about 0.5 for a model that copies nothing
 * @param syntheticMedian median distance of a synthetic film to its nearest training film
 * @param heldOutMedian the same of a held-out film
 */
public record Memorisation(double nearestShare, double syntheticMedian, double heldOutMedian) {

  /**
   * @param synthetic points [m, d]
   * @param train points [n, d]
   * @param heldOut points [h, d] of the same kind of film, unseen in training
   * @param random draws equally many of the larger of the two sets
   */
  public static Memorisation of(
      double[][] synthetic, double[][] train, double[][] heldOut, RandomStream random) {
    if (synthetic.length == 0 || train.length == 0 || heldOut.length == 0) {
      throw new RequestException("sets of films", "memorisation", "an empty one", "films in each");
    }
    int equal = Math.min(train.length, heldOut.length);
    double[] toTrain = Neighbours.nearest(synthetic, drawn(train, equal, random));
    double[] toHeldOut = Neighbours.nearest(synthetic, drawn(heldOut, equal, random));
    double nearer = 0;
    for (int i = 0; i < synthetic.length; i++) {
      nearer += toTrain[i] < toHeldOut[i] ? 1 : toTrain[i] == toHeldOut[i] ? 0.5 : 0;
    }
    return new Memorisation(
        nearer / synthetic.length,
        median(Neighbours.nearest(synthetic, train)),
        median(Neighbours.nearest(heldOut, train)));
  }

  private static double[][] drawn(double[][] points, int count, RandomStream random) {
    int[] order = random.permutation(points.length);
    return Arrays.stream(order).limit(count).mapToObj(i -> points[i]).toArray(double[][]::new);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
