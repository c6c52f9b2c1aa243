package ai.chestnut.expert;

import java.util.List;
import java.util.Optional;

/** Whether the film fits the words that asked for it. */
record ImageTextAgreement(Optional<ImageTextBounds> bounds) implements Gate {

  private static final String NAME = "image-text agreement";

  @Override
  public GateResult judge(Evidence evidence) {
    if (bounds.isEmpty()) {
      return GateResult.notApplied(NAME, "the cosine of film and text is not calibrated");
    }
    if (evidence.asked().isEmpty()) {
      return GateResult.notApplied(NAME, "nothing was asked for");
    }
    if (evidence.cosine().isEmpty()) {
      return GateResult.notApplied(NAME, "there is no image-text scorer");
    }
    double cosine = evidence.cosine().getAsDouble();
    double least = bounds.get().least();
    return GateResult.of(
        NAME,
        cosine >= least
            ? List.of()
            : List.of(
                "cosine of film and text: got "
                    + Range.number(cosine)
                    + ", expected at least "
                    + Range.number(least)),
        List.of());
  }
}
