package ai.chestnut.diffusion;

import ai.chestnut.failure.RequestException;
import java.util.List;

/**
 * Shape of a control branch.
 *
 * @param planes of the hint: one per structure and finding
 * @param hintChannels widths after each of the three halvings between the hint and the latents
 * @param network the steered network's shape; {@code attention} may be sparser, which makes the
 *     branch lighter
 */
public record ControlBranchConfig(int planes, List<Integer> hintChannels, UNetConfig network) {

  public ControlBranchConfig {
    hintChannels = List.copyOf(hintChannels);
    if (planes < 1 || hintChannels.size() != 3 || hintChannels.stream().anyMatch(c -> c < 4)) {
      throw new RequestException(
          "control branch",
          "planes, hintChannels",
          planes + ", " + hintChannels,
          "at least 1 plane, three widths of at least 4");
    }
  }
}
