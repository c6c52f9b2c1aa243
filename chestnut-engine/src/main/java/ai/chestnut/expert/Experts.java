package ai.chestnut.expert;

import ai.chestnut.radiograph.Radiograph;
import java.util.Optional;
import java.util.OptionalDouble;

/** The experts of one panel; what is missing is not asked. */
public record Experts(
    Optional<FindingClassifier> findings,
    Optional<AnatomySegmenter> anatomy,
    Optional<LesionSegmenter> lesions,
    Optional<AttributeExpert> attributes,
    Optional<ImageTextScorer> imageText,
    Optional<FilmTypicality> typicality) {

  public static final Experts NONE =
      new Experts(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /** How far the film lies from real ones; empty without classifier or measure. */
  OptionalDouble distance(Radiograph film) {
    return findings.isPresent() && typicality.isPresent()
        ? OptionalDouble.of(typicality.get().distance(findings.get().features(film)))
        : OptionalDouble.empty();
  }

  public Experts with(FindingClassifier expert) {
    return new Experts(Optional.of(expert), anatomy, lesions, attributes, imageText, typicality);
  }

  public Experts with(AnatomySegmenter expert) {
    return new Experts(findings, Optional.of(expert), lesions, attributes, imageText, typicality);
  }

  public Experts with(LesionSegmenter expert) {
    return new Experts(findings, anatomy, Optional.of(expert), attributes, imageText, typicality);
  }

  public Experts with(AttributeExpert expert) {
    return new Experts(findings, anatomy, lesions, Optional.of(expert), imageText, typicality);
  }

  public Experts with(ImageTextScorer expert) {
    return new Experts(findings, anatomy, lesions, attributes, Optional.of(expert), typicality);
  }

  /** Stands on the features of the finding classifier, and is not asked without it. */
  public Experts with(FilmTypicality expert) {
    return new Experts(findings, anatomy, lesions, attributes, imageText, Optional.of(expert));
  }
}
