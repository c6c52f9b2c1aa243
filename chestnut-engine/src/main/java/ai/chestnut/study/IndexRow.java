package ai.chestnut.study;

import ai.chestnut.vocabulary.Finding;
import java.util.Map;

/**
 * One row of {@code index.csv}.
 *
 * @param labels what was asked: 1, 0 or -1 for every finding
 * @param sha256 of the radiograph's file
 */
public record IndexRow(
    String id,
    String method,
    String prompt,
    Map<Finding, Integer> labels,
    boolean accepted,
    long seed,
    String sha256) {

  public static IndexRow of(StudyFile file) {
    SyntheticStudy study = file.study();
    return new IndexRow(
        study.id(),
        study.asked().method(),
        study.asked().prompt(),
        study.asked().labels(),
        study.verdict().accepted(),
        study.asked().seed(),
        file.files().getOrDefault(StudyFolder.FILM, ""));
  }
}
