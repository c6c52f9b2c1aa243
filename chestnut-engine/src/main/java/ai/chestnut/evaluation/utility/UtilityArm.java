package ai.chestnut.evaluation.utility;

import ai.chestnut.failure.RequestException;

/**
 * One way to train.
 *
 * @param name for tables
 * @param real share of the people of the real training films, 0 to 1; the same people in every arm
 *     of a seed, smaller shares within larger ones
 * @param synthetic synthetic films for each real film used; where no real film is used, for each
 *     real training film there is; 0 for none
 * @param pretrain whether the first half of the steps sees synthetic films alone and the second
 *     half real ones alone; otherwise every step draws from both
 */
public record UtilityArm(String name, double real, double synthetic, boolean pretrain) {

  public UtilityArm {
    if (name.isBlank()
        || !(real >= 0 && real <= 1)
        || !(synthetic >= 0 && synthetic <= 100)
        || real + synthetic == 0) {
      throw new RequestException(
          "arm",
          "name, real, synthetic",
          "'" + name + "', " + real + ", " + synthetic,
          "a name, real in [0, 1], synthetic in [0, 100], not both 0");
    }
    if (pretrain && (real == 0 || synthetic == 0)) {
      throw new RequestException(
          "arm", "pretrain", "real " + real + ", synthetic " + synthetic, "both above 0");
    }
  }
}
