package ai.chestnut.evaluation.films;

import ai.chestnut.dataset.Split;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.vocabulary.Finding;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is said of a film of a set.
 *
 * @param name what errors and lists call it; relative, never empty
 * @param patient films of one patient are never drawn apart; never empty
 * @param source the collection it comes from; empty where nobody says
 * @param asked the words, view, sex, age and observations that go with it
 * @param labels 1 present, 0 absent, -1 uncertain; what nobody labelled has no entry
 */
public record FilmEntry(
    String name,
    String patient,
    Optional<Split> split,
    String source,
    Prompt asked,
    Map<Finding, Integer> labels) {

  public FilmEntry {
    EnumMap<Finding, Integer> sorted = new EnumMap<>(Finding.class);
    sorted.putAll(labels);
    labels = Collections.unmodifiableMap(sorted);
  }

  /** Whether the finding is labelled as present. */
  public boolean shows(Finding finding) {
    Integer label = labels.get(finding);
    return label != null && label == 1;
  }

  public FilmEntry withLabels(Prompt other, Map<Finding, Integer> otherLabels) {
    return new FilmEntry(name, patient, split, source, other, otherLabels);
  }

  public FilmEntry withPatient(String other) {
    return new FilmEntry(name, other, split, source, asked, labels);
  }
}
