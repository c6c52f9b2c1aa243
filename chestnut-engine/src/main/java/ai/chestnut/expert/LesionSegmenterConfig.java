package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Places;
import java.util.Arrays;
import java.util.List;

/**
 * Shape of a lesion segmenter.
 *
 * @param findings one mask each, in this order; distinct, and such as have a mask
 */
public record LesionSegmenterConfig(Role role, EncoderConfig encoder, List<Finding> findings) {

  public LesionSegmenterConfig {
    findings = List.copyOf(findings);
    if (findings.isEmpty()
        || findings.stream().distinct().count() != findings.size()
        || findings.stream().anyMatch(finding -> !Places.of(finding).drawn())) {
      throw new RequestException(
          "lesion segmenter",
          "findings",
          findings.toString(),
          "at least one, none twice, each with a place in the film");
    }
  }

  /** The smallest that still has every part; random weights, for tests and dry runs. */
  public static LesionSegmenterConfig mu(Role role) {
    return new LesionSegmenterConfig(
        role,
        EncoderConfig.mu(role),
        Arrays.stream(Finding.values()).filter(finding -> Places.of(finding).drawn()).toList());
  }
}
