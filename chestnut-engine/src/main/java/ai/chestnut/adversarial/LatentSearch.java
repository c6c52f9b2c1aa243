package ai.chestnut.adversarial;

import ai.chestnut.failure.RequestException;

/**
 * How latents are searched.
 *
 * @param steps at most
 * @param rate of Adam
 * @param starts random latents of which the search begins at the best, from 1
 * @param hits steps in a row in which everything asked for must be met
 * @param guard weight of the critic's objection, 0 for none
 * @param diversity weight of what keeps the latents of one batch apart, 0 for none
 * @param jitter deviation of noise on the films that the classifier is asked about, in units of
 *     grey from -1 to 1; it keeps the search from pictures that only this classifier believes
 */
public record LatentSearch(
    int steps, double rate, int starts, int hits, double guard, double diversity, double jitter) {

  public LatentSearch {
    if (steps < 0 || starts < 1 || hits < 1) {
      throw new RequestException(
          "search for latents",
          "steps, starts, hits",
          steps + ", " + starts + ", " + hits,
          "steps from 0, the others from 1");
    }
    if (!(rate > 0) || !(guard >= 0) || !(diversity >= 0) || !(jitter >= 0 && jitter < 1)) {
      throw new RequestException(
          "search for latents",
          "rate, guard, diversity, jitter",
          rate + ", " + guard + ", " + diversity + ", " + jitter,
          "rate above 0, the others from 0, jitter below 1");
    }
  }

  /** A hundred steps from the best of sixteen. */
  public static LatentSearch standard() {
    return new LatentSearch(100, 0.05, 16, 3, 1, 0.1, 0.02);
  }

  public LatentSearch withSteps(int steps) {
    return new LatentSearch(steps, rate, starts, hits, guard, diversity, jitter);
  }

  public LatentSearch withStarts(int starts) {
    return new LatentSearch(steps, rate, starts, hits, guard, diversity, jitter);
  }

  public LatentSearch withGuard(double guard) {
    return new LatentSearch(steps, rate, starts, hits, guard, diversity, jitter);
  }

  public LatentSearch withDiversity(double diversity) {
    return new LatentSearch(steps, rate, starts, hits, guard, diversity, jitter);
  }
}
