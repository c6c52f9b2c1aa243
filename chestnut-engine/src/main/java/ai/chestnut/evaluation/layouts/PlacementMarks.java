package ai.chestnut.evaluation.layouts;

import ai.chestnut.evaluation.Interval;
import ai.chestnut.layout.AllowedRegion;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskDescription;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How masks keep to what was asked: within the allowed region, present, nothing else, the side, the
 * zone. A mask keeps to a side with 95 % of what it has in the lungs, to a zone with 85 %.
 */
final class PlacementMarks {

  private static final double ON_SIDE = 0.95;
  private static final double IN_ZONE = 0.85;

  private final List<Double> contained = new ArrayList<>();
  private long matched;
  private long prompts;
  private long sided;
  private long onSide;
  private long zoned;
  private long inZone;

  void add(Prompt prompt, AnatomyMap anatomy, PathologyMap made) {
    Set<Finding> wanted = new HashSet<>();
    boolean all = true;
    for (Observation one : prompt.observations()) {
      wanted.add(one.finding());
      Optional<Mask> mask = made.of(one.finding()).filter(m -> !m.isEmpty());
      all &= mask.isPresent();
      mask.ifPresent(m -> look(one, m, anatomy));
    }
    boolean others =
        made.masks().entrySet().stream()
            .anyMatch(e -> !wanted.contains(e.getKey()) && !e.getValue().isEmpty());
    prompts++;
    matched += all && !others ? 1 : 0;
  }

  private void look(Observation one, Mask mask, AnatomyMap anatomy) {
    Mask region = AllowedRegion.of(one.finding(), Optional.empty(), List.of(), anatomy);
    contained.add((double) mask.and(region).area() / mask.area());
    if (one.laterality().isPresent()) {
      sided++;
      onSide += keepsSide(one.laterality().get(), mask, anatomy) ? 1 : 0;
    }
    if (!one.zones().isEmpty()) {
      zoned++;
      Mask zone = AllowedRegion.of(one.finding(), Optional.empty(), one.zones(), anatomy);
      inZone += mask.and(zone).area() >= IN_ZONE * mask.area() ? 1 : 0;
    }
  }

  private static boolean keepsSide(Laterality side, Mask mask, AnatomyMap anatomy) {
    if (side == Laterality.BILATERAL) {
      // a nodule alone cannot be in both lungs: both must have a part that counts
      return MaskDescription.of(Finding.LUNG_OPACITY, mask, anatomy)
          .side()
          .filter(Laterality.BILATERAL::equals)
          .isPresent();
    }
    double here = mask.and(AllowedRegion.lung(side, anatomy)).area();
    Laterality other = side == Laterality.LEFT ? Laterality.RIGHT : Laterality.LEFT;
    double there = mask.and(AllowedRegion.lung(other, anatomy)).area();
    return here + there > 0 && here >= ON_SIDE * (here + there);
  }

  /** Mean share of a mask within its allowed region. */
  double containment() {
    return contained.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  long masks() {
    return contained.size();
  }

  /** Prompts whose findings are all there, and no other. */
  Interval matched() {
    return Interval.wilson(matched, Math.max(1, prompts));
  }

  Interval sides() {
    return Interval.wilson(onSide, Math.max(1, sided));
  }

  Interval zones() {
    return Interval.wilson(inZone, Math.max(1, zoned));
  }
}
