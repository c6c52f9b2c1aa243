package ai.chestnut.expert;

import ai.chestnut.prompt.Prompt;
import ai.chestnut.study.VerifiedLabel;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whether the film shows the findings that were asked for, and no others. An uncertain finding may
 * be either.
 */
record FindingAgreement(GateCalibration calibration) implements Gate {

  private static final String NAME = "finding agreement";
  private static final int PRESENT = 1;
  private static final int UNCERTAIN = -1;

  @Override
  public GateResult judge(Evidence evidence) {
    if (calibration.findings().isEmpty()) {
      return GateResult.notApplied(NAME, "no finding is calibrated");
    }
    if (evidence.probabilities().isEmpty()) {
      return GateResult.notApplied(NAME, "there is no finding classifier");
    }
    if (evidence.asked().isEmpty()) {
      return GateResult.notApplied(NAME, "nothing was asked for");
    }
    Map<Finding, Integer> labels = evidence.asked().get().closedLabels();
    List<String> faults = new ArrayList<>();
    List<String> undecided = new ArrayList<>();
    labels.forEach(
        (finding, label) -> {
          Optional<Double> probability = Optional.ofNullable(evidence.probabilities().get(finding));
          OptionalDouble bound = bound(finding, label);
          if (bound.isPresent() && probability.isPresent()) {
            fault(finding, label, probability.get(), bound.getAsDouble()).ifPresent(faults::add);
          } else if (label == PRESENT) {
            undecided.add(
                finding.canonicalName()
                    + " was asked for, but is "
                    + (probability.isPresent() ? "not calibrated" : "unknown to the classifier"));
          }
        });
    return GateResult.of(NAME, faults, undecided);
  }

  /**
   * What the classifier sees, beside what was asked. Where a finding has no bound, the likelier of
   * present and absent decides; what is uncertain, or was not asked for at all, is agreed with.
   */
  Map<Finding, VerifiedLabel> verified(Map<Finding, Double> probabilities, Optional<Prompt> asked) {
    Map<Finding, VerifiedLabel> verified = new EnumMap<>(Finding.class);
    probabilities.forEach(
        (finding, probability) -> {
          int label =
              asked.map(prompt -> prompt.closedLabels().getOrDefault(finding, 0)).orElse(UNCERTAIN);
          double bound = bound(finding, label).orElse(0.5);
          verified.put(
              finding,
              new VerifiedLabel(probability, fault(finding, label, probability, bound).isEmpty()));
        });
    return Collections.unmodifiableMap(verified);
  }

  private OptionalDouble bound(Finding finding, int label) {
    Optional<FindingBounds> bounds = calibration.bounds(finding);
    if (bounds.isEmpty() || label == UNCERTAIN) {
      return OptionalDouble.empty();
    }
    return label == PRESENT ? bounds.get().requested() : bounds.get().unrequested();
  }

  private static Optional<String> fault(
      Finding finding, int label, double probability, double bound) {
    if (label == PRESENT && probability < bound) {
      return Optional.of(sentence(finding, "was asked for", probability, "at least", bound));
    }
    if (label == 0 && probability > bound) {
      return Optional.of(sentence(finding, "was not asked for", probability, "at most", bound));
    }
    return Optional.empty();
  }

  private static String sentence(
      Finding finding, String asked, double probability, String side, double bound) {
    return finding.canonicalName()
        + " "
        + asked
        + ": got probability "
        + Range.number(probability)
        + ", expected "
        + side
        + " "
        + Range.number(bound);
  }
}
