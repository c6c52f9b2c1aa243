package ai.chestnut.evaluation;

import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.radiograph.Radiograph;

/** The last features of the judge that reads findings: a space that knows chests. */
public final class JudgeFeatures implements FeatureSpace {

  private static final int LOOK = 32;

  private final FindingClassifier classifier;
  private final String name;
  private final int dimension;

  /**
   * @param judges borrowed; they must outlive this
   * @throws RequestException if none of them reads findings
   */
  public JudgeFeatures(ExpertSet judges) {
    this.classifier =
        judges
            .panel()
            .experts()
            .findings()
            .orElseThrow(
                () ->
                    new RequestException(
                        "features", "--features", "judge", "a judge that reads findings"));
    String kind = judges.panel().role().expert(FindingClassifier.NAME);
    this.name =
        judges.identities().stream()
            .filter(each -> each.name().contains(FindingClassifier.NAME))
            .map(each -> each.name() + " " + each.sha256().substring(0, 8))
            .findFirst()
            .orElse(kind);
    this.dimension =
        classifier.features(Radiograph.ofUnit(LOOK, LOOK, 8, new float[LOOK * LOOK])).length;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public double[] of(Radiograph film) {
    return classifier.features(film);
  }
}
