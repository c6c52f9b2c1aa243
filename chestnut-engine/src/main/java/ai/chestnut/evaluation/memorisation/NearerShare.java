package ai.chestnut.evaluation.memorisation;

import ai.chestnut.evaluation.Bootstrap;
import java.util.Arrays;

/**
 * The share of synthetic films that are nearer to a training than to a held-out film, as if both
 * sets were of equal size: with p the share whose nearest film of all is one of the n training
 * films, {@code (p / n) / (p / n + (1 - p) / h)}. Films of one kind are drawn to no set, so p is
 * then n / (n + h) on average and the figure 0.5; for a generator that repeats its training films
 * it is 1, whatever n and h, which it is not if equally many of the larger set are drawn and the
 * film that was repeated is left out.
 *
 * <p>Resampled by real person: how many synthetic films lie nearest to each film varies with chance
 * and with where that film lies, and both are in the counts. (To search again among resampled films
 * would leave out one film in three, and with it one copy in three.)
 */
final class NearerShare implements Bootstrap.Statistic {

  private static final int TIES = 4;

  private final double[] drawn; // synthetic films for which this one of the pool is nearest
  private final int trained; // films before this one in the pool were trained on

  private NearerShare(double[] drawn, int trained) {
    this.drawn = drawn;
    this.trained = trained;
  }

  /**
   * @param synthetic [m, d]
   * @param train [n, d]
   * @param heldOut [h, d]
   */
  static NearerShare of(double[][] synthetic, double[][] train, double[][] heldOut) {
    double[][] pool = Arrays.copyOf(train, train.length + heldOut.length);
    System.arraycopy(heldOut, 0, pool, train.length, heldOut.length);
    NearestFilms nearest = NearestFilms.of(synthetic, pool, TIES);
    double[] drawn = new double[pool.length];
    for (int film = 0; film < synthetic.length; film++) {
      double[] distance = nearest.distance()[film];
      int level = 1; // films that are equally near share it
      while (level < distance.length && distance[level] == distance[0]) {
        level++;
      }
      for (int i = 0; i < level; i++) {
        drawn[nearest.index()[film][i]] += 1.0 / level;
      }
    }
    return new NearerShare(drawn, train.length);
  }

  /**
   * @param real which films of the pool, training films first
   */
  @Override
  public double of(int[] real) {
    double train = 0;
    double toTrain = 0;
    double toHeldOut = 0;
    for (int film : real) {
      if (film < trained) {
        train++;
        toTrain += drawn[film];
      } else {
        toHeldOut += drawn[film];
      }
    }
    double heldOut = real.length - train;
    double trainRate = toTrain / train;
    double heldOutRate = toHeldOut / heldOut;
    return trainRate / (trainRate + heldOutRate); // NaN where a set is empty or nothing was drawn
  }
}
