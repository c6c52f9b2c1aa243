package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;

/**
 * When a finding gets a mask, and which pixels it has.
 *
 * @param presence least probability of the surest pixel for there to be a mask
 * @param pixel least probability of a pixel of the mask
 */
public record MaskThreshold(double presence, double pixel) {

  public MaskThreshold {
    if (!(presence >= 0 && presence <= 1) || !(pixel >= 0 && pixel <= 1)) {
      throw new RequestException(
          "mask threshold", "presence, pixel", presence + ", " + pixel, "probabilities, 0 to 1");
    }
  }
}
