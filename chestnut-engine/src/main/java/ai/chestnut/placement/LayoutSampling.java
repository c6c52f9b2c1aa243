package ai.chestnut.placement;

import ai.chestnut.failure.RequestException;

/**
 * How layers are drawn.
 *
 * @param steps of the sampler, at least 1
 * @param guidance 1 is the bare network; larger follows the wish more and varies less
 * @param wishes false leaves out what is wanted, for comparison
 * @param anatomy false leaves out the anatomy, for comparison
 */
public record LayoutSampling(int steps, double guidance, boolean wishes, boolean anatomy) {

  private static final int STEPS_LIMIT = 200;

  public LayoutSampling {
    if (steps < 1 || steps > STEPS_LIMIT || !(guidance >= 1 && guidance <= 10)) {
      throw new RequestException(
          "layout sampling",
          "steps, guidance",
          steps + ", " + guidance,
          "1 to " + STEPS_LIMIT + " steps, guidance from 1 to 10");
    }
  }

  /** Twelve steps of the bare network. */
  public static LayoutSampling standard() {
    return new LayoutSampling(12, 1, true, true);
  }

  public LayoutSampling withSteps(int number) {
    return new LayoutSampling(number, guidance, wishes, anatomy);
  }

  public LayoutSampling withGuidance(double weight) {
    return new LayoutSampling(steps, weight, wishes, anatomy);
  }

  public LayoutSampling withoutWishes() {
    return new LayoutSampling(steps, guidance, false, anatomy);
  }

  public LayoutSampling withoutAnatomy() {
    return new LayoutSampling(steps, guidance, wishes, false);
  }
}
