package ai.chestnut.evaluation.reading;

import ai.chestnut.evaluation.films.Declared;
import ai.chestnut.layout.AllowedRegion;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.layout.Point;
import ai.chestnut.prompt.Observation;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well what was asked for, and declared, agrees with what a judge sees. Every measure has a
 * name, {@code measure} or {@code measure/part}:
 *
 * <pre>
 * dice/PART, iou/PART       of masks, 0 to 1; PART is a structure, or "lungs"
 * hd95/PART                 95 % Hausdorff distance, % of the film's width
 * ctr-error                 |cardiothoracic ratio declared - seen|
 * heart-side                heart's centre right of the lungs' middle, as a share of their breadth
 * lesion-iou/FINDING        0 where the judge sees none
 * lesion-seen/FINDING       1 where the judge sees any, else 0
 * containment/FINDING       share of the declared mask inside the allowed region of the anatomy seen
 * laterality                share of the findings with a side whose lesion the judge sees there
 * </pre>
 */
final class Adherence {

  private static final List<Anatomy> OUTLINED =
      List.of(Anatomy.LEFT_LUNG, Anatomy.RIGHT_LUNG, Anatomy.HEART);

  private final SortedMap<String, Double> measures = new TreeMap<>();

  /** Every measure so far. */
  SortedMap<String, Double> measures() {
    return measures;
  }

  void put(String name, double value) {
    measures.put(name, value);
  }

  /** Structures, side of the heart, cardiothoracic ratio. */
  void anatomy(Declared said, AnatomyMap seen) {
    heartSide(seen).ifPresent(side -> put("heart-side", side));
    said.lungs().ifPresent(lungs -> overlap("lungs", lungs, said.lungsOf(seen)));
    if (said.anatomy().isEmpty()) {
      return;
    }
    AnatomyMap map = said.anatomy().get();
    for (Anatomy structure : Anatomy.values()) {
      Mask declared = map.of(structure);
      if (declared.isEmpty()) {
        continue;
      }
      Mask found = seen.of(structure);
      overlap(structure.slug(), declared, found);
      if (OUTLINED.contains(structure)) {
        put(
            "hd95/" + structure.slug(),
            found.isEmpty()
                ? 100
                : 100 * SurfaceDistance.hausdorff95(declared, found) / map.width());
      }
    }
    OptionalDouble ratio = map.cardiothoracicRatio();
    OptionalDouble ratioSeen = seen.cardiothoracicRatio();
    if (ratio.isPresent() && ratioSeen.isPresent()) {
      put("ctr-error", Math.abs(ratio.getAsDouble() - ratioSeen.getAsDouble()));
    }
  }

  /** Declared lesions against those that the judge sees. */
  void lesions(Declared said, PathologyMap seen) {
    said.pathology()
        .forEach(
            (finding, mask) -> {
              if (!mask.isEmpty()) {
                Optional<Mask> found = seen.of(finding);
                put("lesion-iou/" + finding.slug(), found.map(mask::iou).orElse(0.0));
                put("lesion-seen/" + finding.slug(), found.isPresent() ? 1 : 0);
              }
            });
  }

  /** Whether declared lesions lie where they can be, in the anatomy that the judge sees. */
  void containment(Declared said, List<Observation> asked, AnatomyMap seen) {
    for (Map.Entry<Finding, Mask> lesion : said.pathology().entrySet()) {
      if (!lesion.getValue().isEmpty()) {
        Mask allowed =
            AllowedRegion.of(lesion.getKey(), side(lesion.getKey(), asked), List.of(), seen);
        put(
            "containment/" + lesion.getKey().slug(),
            (double) lesion.getValue().and(allowed).area() / lesion.getValue().area());
      }
    }
  }

  /** Whether lesions are on the side that was asked for: left or right of the body's middle. */
  void laterality(List<Observation> asked, PathologyMap seen, double middle) {
    List<Double> agree = new ArrayList<>();
    for (Observation observation : asked) {
      Optional<Laterality> side = observation.laterality();
      if (side.isPresent() && observation.certainty() == Certainty.PRESENT) {
        seen.of(observation.finding())
            .ifPresent(mask -> agree.add(agrees(side.get(), mask, middle) ? 1.0 : 0));
      }
    }
    if (!agree.isEmpty()) {
      put("laterality", agree.stream().mapToDouble(Double::doubleValue).average().orElseThrow());
    }
  }

  /** On one side: most of the mask lies there. On both: at least a tenth lies on each. */
  private static boolean agrees(Laterality side, Mask mask, double middle) {
    double left = 0; // the patient's left, at the image's right
    BitSet pixels = mask.bits();
    for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1)) {
      left += i % mask.width() + 0.5 > middle ? 1 : 0;
    }
    double share = left / mask.area();
    return switch (side) {
      case LEFT -> share > 0.5;
      case RIGHT -> share < 0.5;
      case BILATERAL -> share >= 0.1 && share <= 0.9;
    };
  }

  /** The column halfway between the outer borders of the lungs; the film's middle without lungs. */
  static double middle(AnatomyMap seen) {
    return seen.lungs().bounds().map(box -> box.x() + box.width() / 2.0).orElse(seen.width() / 2.0);
  }

  private static OptionalDouble heartSide(AnatomyMap seen) {
    Optional<Point> heart = seen.of(Anatomy.HEART).centroid();
    if (heart.isEmpty() || seen.lungs().isEmpty()) {
      return OptionalDouble.empty();
    }
    double breadth = seen.lungs().bounds().orElseThrow().width();
    return OptionalDouble.of((heart.get().x() - middle(seen)) / breadth);
  }

  private void overlap(String part, Mask declared, Mask found) {
    put("dice/" + part, declared.dice(found));
    put("iou/" + part, declared.iou(found));
  }

  private static Optional<Laterality> side(Finding finding, List<Observation> asked) {
    List<Optional<Laterality>> sides =
        asked.stream()
            .filter(observation -> observation.finding() == finding)
            .map(Observation::laterality)
            .distinct()
            .toList();
    return sides.size() == 1 ? sides.get(0) : Optional.empty();
  }
}
