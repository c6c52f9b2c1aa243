package ai.chestnut.dataset;

import ai.chestnut.vocabulary.Sex;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Whom a film shows.
 *
 * @param patient pseudonym, unique within the manifest; never empty
 * @param ageYears 0 to 120
 */
public record Subject(String patient, Optional<Sex> sex, OptionalInt ageYears) {

  static final int OLDEST = 120;

  public Subject {
    if (patient.isBlank()) {
      throw new IllegalArgumentException("patient: got nothing, expected a pseudonym");
    }
    if (ageYears.isPresent() && (ageYears.getAsInt() < 0 || ageYears.getAsInt() > OLDEST)) {
      throw new IllegalArgumentException(
          "age: got " + ageYears.getAsInt() + ", expected 0 to " + OLDEST);
    }
  }
}
