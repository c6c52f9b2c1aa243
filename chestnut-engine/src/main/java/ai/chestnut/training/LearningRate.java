package ai.chestnut.training;

import ai.chestnut.failure.RequestException;

/**
 * Linear warm-up, then constant, then a half cosine to zero.
 *
 * @param peak largest rate
 * @param warmup steps from zero to the peak
 * @param decay share of all steps that the final decay takes, in [0, 1]; where pictures sharpen
 */
public record LearningRate(double peak, long warmup, double decay) {

  public LearningRate {
    if (!(peak > 0) || warmup < 0 || !(decay >= 0 && decay <= 1)) {
      throw new RequestException(
          "learning rate",
          "peak, warmup, decay",
          peak + ", " + warmup + ", " + decay,
          "peak above 0, warmup at least 0, decay in [0, 1]");
    }
  }

  /**
   * The rate of a step.
   *
   * @param step 1-based
   * @param share of the training that is done with it, in [0, 1]
   */
  public double at(long step, double share) {
    double rising = warmup == 0 ? 1 : Math.min(1, step / (double) warmup);
    double fallen = share <= 1 - decay ? 0 : Math.min(1, (share - (1 - decay)) / decay);
    return peak * rising * 0.5 * (1 + Math.cos(Math.PI * fallen));
  }
}
