package ai.chestnut.synthesis;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How what the segmenters see in a film agrees with the masks that it was made of: Dice of lungs
 * and heart; of each finding, intersection over union, and the share of what is seen that lies
 * within a margin of its mask.
 */
final class LayoutAgreement {

  /** The name under which these figures stand in a study. */
  static final String NAME = "layout-agreement";

  private static final double MARGIN = 0.03; // of the film's width

  private LayoutAgreement() {}

  /** Empty where there is nothing to compare. */
  static SortedMap<String, Double> of(
      Draft draft, Optional<AnatomyMap> seen, PathologyMap seenPathology) {
    SortedMap<String, Double> measures = new TreeMap<>();
    if (draft.anatomy().isPresent() && seen.isPresent()) {
      AnatomyMap wanted = fitted(draft.anatomy().get(), seen.get());
      measures.put("lungs-dice", wanted.lungs().dice(seen.get().lungs()));
      measures.put("heart-dice", wanted.of(Anatomy.HEART).dice(seen.get().of(Anatomy.HEART)));
    }
    if (draft.pathology().isPresent()) {
      PathologyMap wanted = draft.pathology().get();
      for (Map.Entry<Finding, Mask> mask : wanted.masks().entrySet()) {
        Optional<Mask> found = seenPathology.of(mask.getKey());
        String slug = mask.getKey().slug();
        measures.put(slug + "-iou", found.map(mask.getValue()::iou).orElse(0.0));
        found
            .filter(one -> !one.isEmpty())
            .ifPresent(one -> measures.put(slug + "-contained", contained(one, mask.getValue())));
      }
    }
    return Collections.unmodifiableSortedMap(measures);
  }

  private static double contained(Mask found, Mask wanted) {
    return (double) found.and(wanted.dilated(MARGIN * wanted.width())).area() / found.area();
  }

  private static AnatomyMap fitted(AnatomyMap map, AnatomyMap like) {
    return map.width() == like.width() && map.height() == like.height()
        ? map
        : map.resized(like.width(), like.height());
  }
}
