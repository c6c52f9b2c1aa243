package ai.chestnut.diffusion;

import ai.chestnut.failure.RequestException;

/**
 * A control branch at work on one film.
 *
 * @param hint rows as the text's: with guidance the guided rows first, then those that they are
 *     held against; borrowed
 * @param scale factor of what the branch adds; 0 leaves the network to itself
 */
public record Control(ControlBranch branch, Hint hint, double scale) {

  public Control {
    if (!(scale >= 0 && scale <= 4)) {
      throw new RequestException(
          "control scale", "", Double.toString(scale), "a number from 0 to 4");
    }
  }
}
