package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.LayoutCheck;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportWriter;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One real film that gates are fitted on: what is known of it, and what experts see in it before
 * anything is calibrated.
 *
 * @param patient films of one patient are never fitted and tested apart
 * @param labels 1 present, 0 absent; what nobody labelled has no entry and is held against no film
 * @param logits of the findings that the classifier knows; empty without one
 * @param anatomy empty without a segmenter
 * @param cosine of the film and the text of what is known of it
 * @param distance to real films
 */
public record CalibrationFilm(
    String patient,
    Map<Finding, Integer> labels,
    Map<Finding, Double> logits,
    Optional<Segmented> anatomy,
    OptionalDouble cosine,
    OptionalDouble distance) {

  /**
   * What the anatomy gate looks at.
   *
   * @param usable whether both lungs are there, on their sides
   * @param shares of the film, 0 to 1
   * @param ratio cardiothoracic
   */
  public record Segmented(boolean usable, Map<Anatomy, Double> shares, OptionalDouble ratio) {

    static Segmented of(AnatomyMap map) {
      Map<Anatomy, Double> shares = new EnumMap<>(Anatomy.class);
      for (Anatomy structure : Anatomy.values()) {
        shares.put(structure, AnatomyPlausibility.share(map, structure));
      }
      return new Segmented(usable(map), shares, map.cardiothoracicRatio());
    }

    private static boolean usable(AnatomyMap map) {
      try {
        LayoutCheck.requireUsable(map, "segmented");
        return true;
      } catch (RequestException wrong) {
        return false;
      }
    }
  }

  /**
   * Shows a film to the experts.
   *
   * @param told what is known of it, in words for the image-text scorer
   */
  public static CalibrationFilm look(
      Experts experts, Radiograph film, String patient, Prompt told, Map<Finding, Integer> labels) {
    String words = new ReportWriter().canonical(told);
    return new CalibrationFilm(
        patient,
        labels,
        experts.findings().map(expert -> expert.logits(film)).orElse(Map.of()),
        experts.anatomy().map(expert -> Segmented.of(expert.segment(film))),
        experts.imageText().isPresent()
            ? OptionalDouble.of(experts.imageText().get().score(film, words))
            : OptionalDouble.empty(),
        experts.distance(film));
  }
}
