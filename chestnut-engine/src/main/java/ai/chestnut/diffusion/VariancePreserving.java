package ai.chestnut.diffusion;

import ai.chestnut.failure.RequestException;

/**
 * The thousand discrete levels of the latent-diffusion line, even in the square root of beta:
 * beta_t = (sqrt(first) + (sqrt(last) - sqrt(first)) t / 999)^2. Ho et al. 2020 with the schedule
 * of Rombach et al. 2022. The state z_t = sqrt(ab_t) clean + sqrt(1 - ab_t) noise is our x divided
 * by sqrt(1 + sigma^2).
 */
public final class VariancePreserving {

  /** Number of levels. */
  public static final int LEVELS = 1000;

  private final double[] alphaBar = new double[LEVELS];

  public VariancePreserving(double first, double last) {
    if (!(first > 0 && last > first && last < 1)) {
      throw new RequestException(
          "beta", "first, last", first + ", " + last, "0 < first < last < 1");
    }
    double product = 1;
    for (int t = 0; t < LEVELS; t++) {
      double root = Math.sqrt(first) + (Math.sqrt(last) - Math.sqrt(first)) * t / (LEVELS - 1.0);
      product *= 1 - root * root;
      alphaBar[t] = product;
    }
  }

  /** The betas of XReal, 0.0015 to 0.0295. */
  public static VariancePreserving xreal() {
    return new VariancePreserving(0.0015, 0.0295);
  }

  /** ab_t: the share of signal variance at level t, in (0, 1). */
  public double alphaBar(int t) {
    return alphaBar[t];
  }

  /** Noise level of t in our scale: sqrt((1 - ab_t) / ab_t). */
  public double sigma(int t) {
    return Math.sqrt((1 - alphaBar[t]) / alphaBar[t]);
  }

  /** The level whose sigma is nearest in log scale. */
  public int nearest(double sigma) {
    int best = 0;
    for (int t = 1; t < LEVELS; t++) {
      if (Math.abs(Math.log(sigma(t) / sigma)) < Math.abs(Math.log(sigma(best) / sigma))) {
        best = t;
      }
    }
    return best;
  }

  /**
   * DDIM's descending levels for a number of steps: spacing 1000 / steps, shifted by one. Song et
   * al. 2021, appendix D.3.
   */
  public int[] timesteps(int steps) {
    if (steps < 1 || steps > LEVELS) {
      throw new RequestException("steps", "", Integer.toString(steps), "1 to " + LEVELS);
    }
    int spacing = LEVELS / steps;
    int[] levels = new int[steps];
    for (int i = 0; i < steps; i++) {
      levels[i] = (steps - 1 - i) * spacing + 1;
    }
    return levels;
  }

  /** Sigmas of {@link #timesteps}, then that of level 0, where DDIM ends. */
  public double[] sigmas(int steps) {
    int[] levels = timesteps(steps);
    double[] sigmas = new double[steps + 1];
    for (int i = 0; i < steps; i++) {
      sigmas[i] = sigma(Math.min(levels[i], LEVELS - 1));
    }
    sigmas[steps] = sigma(0);
    return sigmas;
  }
}
