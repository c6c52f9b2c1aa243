package ai.chestnut.expert;

import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;

/** Every expert at its smallest with random weights; owns them. */
final class MuExperts implements AutoCloseable {

  final Parameters classifierWeights;
  final FindingClassifier classifier;
  final Parameters anatomyWeights;
  final AnatomySegmenter anatomy;
  final Parameters lesionWeights;
  final LesionSegmenter lesions;
  final Parameters attributeWeights;
  final AttributeExpert attributes;
  final Parameters scorerWeights;
  final ImageTextScorer scorer;
  final Parameters typicalityWeights;
  final FilmTypicality typicality;

  MuExperts(Role role, long seed) {
    classifierWeights = Parameters.random(seed, Device.CPU);
    classifier =
        new FindingClassifier(
            classifierWeights.root(), FindingClassifierConfig.mu(role), Device.CPU);
    anatomyWeights = Parameters.random(seed, Device.CPU);
    anatomy =
        new AnatomySegmenter(anatomyWeights.root(), AnatomySegmenterConfig.mu(role), Device.CPU);
    lesionWeights = Parameters.random(seed, Device.CPU);
    lesions = new LesionSegmenter(lesionWeights.root(), LesionSegmenterConfig.mu(role), Device.CPU);
    attributeWeights = Parameters.random(seed, Device.CPU);
    attributes =
        new AttributeExpert(attributeWeights.root(), AttributeExpertConfig.mu(role), Device.CPU);
    scorerWeights = Parameters.random(seed, Device.CPU);
    scorer = new ImageTextScorer(scorerWeights.root(), ImageTextScorerConfig.mu(role), Device.CPU);
    typicalityWeights = Parameters.random(seed, Device.CPU);
    typicality =
        new FilmTypicality(typicalityWeights.root(), FilmTypicalityConfig.mu(role), Device.CPU);
  }

  Experts all() {
    return Experts.NONE
        .with(classifier)
        .with(anatomy)
        .with(lesions)
        .with(attributes)
        .with(scorer)
        .with(typicality);
  }

  @Override
  public void close() {
    classifierWeights.close();
    anatomyWeights.close();
    lesionWeights.close();
    attributeWeights.close();
    scorerWeights.close();
    typicalityWeights.close();
  }
}
