package ai.chestnut.expert;

import java.util.List;
import java.util.Optional;

/** Whether the film looks like a real chest film at all. */
record FilmLikeness(Optional<TypicalityBounds> bounds) implements Gate {

  private static final String NAME = "likeness to real films";

  @Override
  public GateResult judge(Evidence evidence) {
    if (bounds.isEmpty()) {
      return GateResult.notApplied(NAME, "the distance to real films is not calibrated");
    }
    if (evidence.distance().isEmpty()) {
      return GateResult.notApplied(NAME, "there is no measure of typicality");
    }
    double distance = evidence.distance().getAsDouble();
    double most = bounds.get().most();
    return GateResult.of(
        NAME,
        distance <= most
            ? List.of()
            : List.of(
                "distance to real films: got "
                    + Range.number(distance)
                    + ", expected at most "
                    + Range.number(most)),
        List.of());
  }
}
