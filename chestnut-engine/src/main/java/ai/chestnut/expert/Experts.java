package ai.chestnut.expert;

import java.util.Optional;

/** The experts of one panel; what is missing is not asked. */
public record Experts(
    Optional<FindingClassifier> findings,
    Optional<AnatomySegmenter> anatomy,
    Optional<LesionSegmenter> lesions,
    Optional<AttributeExpert> attributes,
    Optional<ImageTextScorer> imageText) {

  public static final Experts NONE =
      new Experts(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public Experts with(FindingClassifier expert) {
    return new Experts(Optional.of(expert), anatomy, lesions, attributes, imageText);
  }

  public Experts with(AnatomySegmenter expert) {
    return new Experts(findings, Optional.of(expert), lesions, attributes, imageText);
  }

  public Experts with(LesionSegmenter expert) {
    return new Experts(findings, anatomy, Optional.of(expert), attributes, imageText);
  }

  public Experts with(AttributeExpert expert) {
    return new Experts(findings, anatomy, lesions, Optional.of(expert), imageText);
  }

  public Experts with(ImageTextScorer expert) {
    return new Experts(findings, anatomy, lesions, attributes, Optional.of(expert));
  }
}
