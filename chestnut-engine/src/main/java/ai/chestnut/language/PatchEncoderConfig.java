package ai.chestnut.language;

import ai.chestnut.failure.RequestException;
import java.util.List;

/**
 * Shape of the film half of a {@link PatchWordAligner}.
 *
 * @param side of the films in pixels
 * @param channels widths at 1/2, 1/4, 1/8 and 1/16 of the side; the last is a patch's
 * @param blocks residual blocks at each of the first three
 * @param layers transformer blocks over the patches
 * @param adaptive whether the boxes of patches are predicted; false cuts a fixed grid, for
 *     comparison
 */
public record PatchEncoderConfig(
    int side, List<Integer> channels, int blocks, int layers, boolean adaptive) {

  /** Film pixels per patch along a side. */
  public static final int FACTOR = 16;

  private static final int LEVELS = 4;

  public PatchEncoderConfig {
    channels = List.copyOf(channels);
    if (side < 2 * FACTOR || side % FACTOR != 0) {
      throw new RequestException("patch encoder", "side", "" + side, "a multiple of 16, from 32");
    }
    if (channels.size() != LEVELS
        || channels.stream().anyMatch(width -> width < 4 || width % 4 != 0)) {
      throw new RequestException(
          "patch encoder", "channels", channels.toString(), "four widths, multiples of 4");
    }
    if (blocks < 1 || layers < 1) {
      throw new RequestException(
          "patch encoder", "blocks, layers", blocks + ", " + layers, "at least 1 each");
    }
  }

  /** Patches along a side. */
  public int grid() {
    return side / FACTOR;
  }

  /** The smallest that still has every part; random weights, for tests and dry runs. */
  public static PatchEncoderConfig mu() {
    return new PatchEncoderConfig(32, List.of(4, 4, 8, 8), 1, 1, true);
  }
}
