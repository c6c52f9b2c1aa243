package ai.chestnut.expert;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.study.Verdict;
import ai.chestnut.study.VerifiedLabel;
import ai.chestnut.vocabulary.Finding;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a panel says of one film.
 *
 * @param verified what the classifier sees beside what was asked; empty without a classifier
 * @param scores expert to measure to value
 * @param anatomy at the film's own size; empty without a segmenter
 * @param pathology at the film's own size
 * @param gates every gate, also those that were not applied
 */
public record PanelReview(
    Map<Finding, VerifiedLabel> verified,
    SortedMap<String, SortedMap<String, Double>> scores,
    Optional<AnatomyMap> anatomy,
    PathologyMap pathology,
    List<GateResult> gates) {

  public PanelReview {
    gates = List.copyOf(gates);
  }

  /** Whether no gate failed. */
  public boolean accepted() {
    return gates.stream().noneMatch(GateResult::failed);
  }

  /** Why the film is refused, each with its gate; empty when accepted. */
  public List<String> reasons() {
    return sentences(GateResult.Outcome.FAILED);
  }

  /** Which gates were not applied, and why. */
  public List<String> notApplied() {
    return sentences(GateResult.Outcome.NOT_APPLIED);
  }

  /**
   * The decision as a study records it.
   *
   * @param attempts films that were made until this one, from 1
   */
  public Verdict verdict(int attempts) {
    return new Verdict(accepted(), attempts, reasons());
  }

  private List<String> sentences(GateResult.Outcome outcome) {
    return gates.stream()
        .filter(gate -> gate.outcome() == outcome)
        .flatMap(gate -> gate.remarks().stream().map(remark -> gate.gate() + ": " + remark))
        .toList();
  }
}
