package ai.chestnut.models;

import ai.chestnut.diffusion.ControlBranchConfig;
import ai.chestnut.failure.RequestException;
import java.util.List;

/**
 * Everything about a control branch that its weights do not say.
 *
 * @param side film side in pixels
 * @param steers SHA-256 of the text-to-image model that it was trained beside
 * @param findings slugs of the findings that have a plane, in its order
 */
public record ControlBranchModelConfig(
    int side, String steers, List<String> findings, ControlBranchConfig branch) {

  public ControlBranchModelConfig {
    findings = List.copyOf(findings);
    int planes = LayoutPlanes.named(findings).count();
    if (planes != branch.planes()) {
      throw new RequestException(
          "control branch", "planes", branch.planes() + "", planes + " for these findings");
    }
  }
}
