package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Finding;
import java.util.List;

/**
 * Shape of a finding classifier.
 *
 * @param findings one logit each, in this order; distinct
 */
public record FindingClassifierConfig(Role role, EncoderConfig encoder, List<Finding> findings) {

  public FindingClassifierConfig {
    findings = List.copyOf(findings);
    if (findings.isEmpty() || findings.stream().distinct().count() != findings.size()) {
      throw new RequestException(
          "finding classifier", "findings", findings.toString(), "at least one, none twice");
    }
  }

  /** The smallest that still has every part; random weights, for tests and dry runs. */
  public static FindingClassifierConfig mu(Role role) {
    return new FindingClassifierConfig(role, EncoderConfig.mu(role), List.of(Finding.values()));
  }
}
