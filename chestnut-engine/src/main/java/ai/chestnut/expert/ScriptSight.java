package ai.chestnut.expert;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an expert from elsewhere sees in one film: one of the three.
 *
 * @param probabilities empty unless it is a classifier
 */
record ScriptSight(
    Map<Finding, Double> probabilities,
    Optional<AnatomyMap> anatomy,
    Optional<LesionSegmenter.Lesions> lesions) {

  static ScriptSight of(Map<Finding, Double> probabilities) {
    return new ScriptSight(probabilities, Optional.empty(), Optional.empty());
  }

  static ScriptSight of(AnatomyMap map) {
    return new ScriptSight(Map.of(), Optional.of(map), Optional.empty());
  }

  static ScriptSight of(LesionSegmenter.Lesions lesions) {
    return new ScriptSight(Map.of(), Optional.empty(), Optional.of(lesions));
  }

  /** The measures that stand among the scores. */
  SortedMap<String, Double> measures() {
    SortedMap<String, Double> measures = new TreeMap<>();
    probabilities.forEach((finding, value) -> measures.put(finding.slug(), value));
    lesions.ifPresent(
        seen -> seen.highest().forEach((finding, value) -> measures.put(finding.slug(), value)));
    anatomy.ifPresent(map -> measures.putAll(measures(map)));
    return measures;
  }

  /** Share of the film of each structure, 0 to 1, and the cardiothoracic ratio. */
  static SortedMap<String, Double> measures(AnatomyMap map) {
    SortedMap<String, Double> measures = new TreeMap<>();
    for (Anatomy structure : Anatomy.values()) {
      measures.put(structure.slug(), AnatomyPlausibility.share(map, structure));
    }
    map.cardiothoracicRatio().ifPresent(ratio -> measures.put("cardiothoracic-ratio", ratio));
    return measures;
  }
}
