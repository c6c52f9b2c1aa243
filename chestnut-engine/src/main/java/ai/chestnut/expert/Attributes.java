package ai.chestnut.expert;

import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;

/**
 * Of whom, and how, a film was taken.
 *
 * @param pa probability that the view is PA, not AP
 * @param female probability that the patient is female
 * @param ageYears estimate, 0 to 120
 */
public record Attributes(double pa, double female, double ageYears) {

  public Attributes {
    if (!(pa >= 0 && pa <= 1)
        || !(female >= 0 && female <= 1)
        || !(ageYears >= 0 && ageYears <= AttributeExpert.OLDEST)) {
      throw new IllegalArgumentException(
          "attributes: got "
              + pa
              + ", "
              + female
              + ", "
              + ageYears
              + ", expected two probabilities and 0 to 120 years");
    }
  }

  /** The likelier view. */
  public View view() {
    return pa >= 0.5 ? View.PA : View.AP;
  }

  /** The likelier sex. */
  public Sex sex() {
    return female >= 0.5 ? Sex.FEMALE : Sex.MALE;
  }
}
