package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.LayoutCheck;
import ai.chestnut.vocabulary.Anatomy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether the film shows a chest: both lungs, on their sides, structures of plausible size, a
 * plausible heart.
 */
record AnatomyPlausibility(Optional<AnatomyBounds> bounds) implements Gate {

  private static final String NAME = "anatomy plausibility";

  @Override
  public GateResult judge(Evidence evidence) {
    if (bounds.isEmpty()) {
      return GateResult.notApplied(NAME, "anatomy is not calibrated");
    }
    if (evidence.anatomy().isEmpty()) {
      return GateResult.notApplied(NAME, "there is no anatomy segmenter");
    }
    AnatomyMap map = evidence.anatomy().get();
    List<String> faults = new ArrayList<>();
    try {
      LayoutCheck.requireUsable(map, "segmented");
    } catch (RequestException wrong) {
      faults.add(String.valueOf(wrong.getMessage()));
    }
    for (Anatomy structure : Anatomy.values()) {
      bounds
          .get()
          .area(structure)
          .flatMap(
              range ->
                  outside(structure.canonicalName(), share(map, structure), range, " of the film"))
          .ifPresent(faults::add);
    }
    bounds.get().cardiothoracicRatio().flatMap(range -> heart(map, range)).ifPresent(faults::add);
    return GateResult.of(NAME, faults, List.of());
  }

  /** Share of the film that a structure takes, 0 to 1. */
  static double share(AnatomyMap map, Anatomy structure) {
    return (double) map.of(structure).area() / ((double) map.width() * map.height());
  }

  private static Optional<String> heart(AnatomyMap map, Range range) {
    OptionalDouble ratio = map.cardiothoracicRatio();
    return ratio.isEmpty()
        ? Optional.of("cardiothoracic ratio: got no heart between two lungs, expected a ratio")
        : outside("cardiothoracic ratio", ratio.getAsDouble(), range, "");
  }

  private static Optional<String> outside(String what, double value, Range range, String unit) {
    return range.contains(value)
        ? Optional.empty()
        : Optional.of(what + ": got " + Range.number(value) + ", expected " + range.words() + unit);
  }
}
