package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import java.util.List;

/**
 * Shape of the encoder that every expert sees films through.
 *
 * @param side pixels of the square that films are fitted into; small is fast, large sees detail
 * @param channels widths at 1/2, 1/4, ... of the side
 * @param blocks residual blocks at each width
 */
public record EncoderConfig(int side, List<Integer> channels, int blocks) {

  public EncoderConfig {
    channels = List.copyOf(channels);
    if (channels.size() < 2
        || channels.size() > 6
        || channels.stream().anyMatch(width -> width < 4 || width % 4 != 0)) {
      throw new RequestException(
          "expert encoder", "channels", channels.toString(), "two to six widths, multiples of 4");
    }
    int cell = 1 << channels.size();
    if (side < 2 * cell || side > 1024 || side % cell != 0) {
      throw new RequestException(
          "expert encoder",
          "side",
          Integer.toString(side),
          "a multiple of " + cell + " from " + 2 * cell + " to 1024");
    }
    if (blocks < 1) {
      throw new RequestException(
          "expert encoder", "blocks", Integer.toString(blocks), "at least 1");
    }
  }

  /** Width of the deepest level. */
  public int deepest() {
    return channels.get(channels.size() - 1);
  }

  /** The smallest that still has every part, of another shape in each role. */
  public static EncoderConfig mu(Role role) {
    return new EncoderConfig(32, role == Role.FILTER ? List.of(4, 8, 8) : List.of(8, 8, 12), 1);
  }
}
