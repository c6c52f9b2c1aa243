package ai.chestnut.evaluation.utility;

import ai.chestnut.evaluation.learner.NetShape;
import ai.chestnut.evaluation.learner.Schooling;
import ai.chestnut.failure.RequestException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A complete description of one utility experiment; the TOML files {@code configs/utility-*.toml}
 * bind to it. All arms have the same net, steps and test films; only what they are trained on
 * differs.
 *
 * @param name of the experiment
 * @param task what the nets learn
 * @param seeds one training of every arm each: weights, batches and which films
 * @param reference name of the arm that the others are held against
 * @param real where training and test films come from
 * @param synthetic where synthetic films come from
 */
public record UtilityRecipe(
    String name,
    Task task,
    List<Long> seeds,
    NetShape net,
    Schooling schooling,
    Real real,
    Synthetic synthetic,
    String reference,
    List<UtilityArm> arm) {

  /**
   * What is learnt.
   *
   * @param kind {@code classification}: whether each finding is there; {@code segmentation}: where
   *     {@code target} is; {@code detection}: boxes around each part of it
   * @param findings canonical names or slugs, for classification
   * @param target {@code lungs}, {@code lung-envelope} or a finding, for the other two
   */
  public record Task(Kind kind, List<String> findings, String target) {

    public Task {
      findings = List.copyOf(findings);
      boolean classifies = kind == Kind.CLASSIFICATION;
      if (classifies == findings.isEmpty() || classifies != target.isBlank()) {
        throw new RequestException(
            "task",
            "findings, target",
            findings + ", '" + target + "'",
            "findings and no target for a classification, a target and no findings otherwise");
      }
    }
  }

  /** The kinds of tasks. */
  public enum Kind {
    CLASSIFICATION,
    SEGMENTATION,
    DETECTION
  }

  /**
   * Real films: a manifest with splits.
   *
   * @param place its folder
   * @param trainSources only training films of these sources; all where empty
   * @param testSources only test films of these; another choice than {@code trainSources} measures
   *     what a change of source costs
   * @param testSplits the splits that are tested on, such as {@code test} or {@code val, test};
   *     never {@code train}
   * @param unmentioned what a label that nobody gave means
   */
  public record Real(
      String place,
      List<String> trainSources,
      List<String> testSources,
      List<String> testSplits,
      Unmentioned unmentioned) {

    public Real {
      trainSources = List.copyOf(trainSources);
      testSources = List.copyOf(testSources);
      testSplits = List.copyOf(testSplits);
      if (testSplits.isEmpty() || !Set.of("val", "test").containsAll(testSplits)) {
        throw new RequestException(
            "real films", "testSplits", testSplits.toString(), "val, test or both");
      }
    }
  }

  /**
   * Synthetic films.
   *
   * @param place folder of a manifest, an archive or studies
   * @param unmentioned what a finding that was not asked for means
   */
  public record Synthetic(String place, Unmentioned unmentioned) {}

  /** What a finding is on whose label nobody spoke. */
  public enum Unmentioned {
    /** It teaches nothing. */
    UNKNOWN,
    /** It is not there. */
    ABSENT
  }

  public UtilityRecipe {
    seeds = List.copyOf(seeds);
    arm = List.copyOf(arm);
    Set<String> names = new HashSet<>(arm.stream().map(UtilityArm::name).toList());
    if (seeds.isEmpty() || arm.isEmpty() || names.size() != arm.size()) {
      throw new RequestException(
          "utility recipe",
          "seeds, arm",
          seeds + ", " + arm.stream().map(UtilityArm::name).toList(),
          "at least one each, no name twice");
    }
    if (!names.contains(reference)) {
      throw new RequestException(
          "utility recipe", "reference", "'" + reference + "'", "one of " + names);
    }
  }

  /** With films from elsewhere. */
  public UtilityRecipe withPlaces(String realPlace, String syntheticPlace) {
    return new UtilityRecipe(
        name,
        task,
        seeds,
        net,
        schooling,
        new Real(
            realPlace,
            real.trainSources(),
            real.testSources(),
            real.testSplits(),
            real.unmentioned()),
        new Synthetic(syntheticPlace, synthetic.unmentioned()),
        reference,
        arm);
  }
}
