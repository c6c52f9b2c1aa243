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
 */
final class NearerShare implements Bootstrap.PairStatistic {

  /** How many times the expected rank of the first film of the smaller set is looked at. */
  private static final int DEPTH = 20;

  private final NearestFilms nearest;
  private final int trained; // films before this one in the pool were trained on
  private final int pool;

  private NearerShare(NearestFilms nearest, int trained, int pool) {
    this.nearest = nearest;
    this.trained = trained;
    this.pool = pool;
  }

  /**
   * @param synthetic [m, d]
   * @param train [n, d]
   * @param heldOut [h, d]
   */
  static NearerShare of(double[][] synthetic, double[][] train, double[][] heldOut) {
    double[][] pool = Arrays.copyOf(train, train.length + heldOut.length);
    System.arraycopy(heldOut, 0, pool, train.length, heldOut.length);
    return new NearerShare(
        NearestFilms.of(synthetic, pool, Math.min(DEPTH, pool.length)), train.length, pool.length);
  }

  /**
   * @param synthetic which synthetic films
   * @param real which films of the pool, training films first
   */
  @Override
  public double of(int[] synthetic, int[] real) {
    boolean[] there = new boolean[pool];
    double train = 0;
    for (int film : real) {
      there[film] = true;
      train += film < trained ? 1 : 0;
    }
    double heldOut = real.length - train;
    if (train == 0 || heldOut == 0) {
      return Double.NaN;
    }
    double hits = 0;
    for (int film : synthetic) {
      hits += nearestIsTrained(film, there);
    }
    double toTrain = hits / train;
    double toHeldOut = (synthetic.length - hits) / heldOut;
    return toTrain / (toTrain + toHeldOut);
  }

  /** 1 or 0; where films of both sets are equally near, the trained share of them. */
  private double nearestIsTrained(int film, boolean[] there) {
    int[] index = nearest.index()[film];
    double[] distance = nearest.distance()[film];
    int first = 0;
    while (first < index.length - 1 && !there[index[first]]) {
      first++; // a resample leaves out one film in three: the first of twenty is there
    }
    double hits = 0;
    double level = 0;
    for (int i = first; i < index.length && distance[i] == distance[first]; i++) {
      if (there[index[i]]) {
        level++;
        hits += index[i] < trained ? 1 : 0;
      }
    }
    return level == 0 ? (index[first] < trained ? 1 : 0) : hits / level;
  }
}
