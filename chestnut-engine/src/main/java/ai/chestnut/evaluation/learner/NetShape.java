package ai.chestnut.evaluation.learner;

import ai.chestnut.expert.EncoderConfig;
import java.util.List;

/**
 * Shape of a small net.
 *
 * @param side pixels of the square that films are fitted into
 * @param channels widths at 1/2, 1/4, … of the side
 * @param blocks residual blocks at each width
 */
public record NetShape(int side, List<Integer> channels, int blocks) {

  public NetShape {
    channels = List.copyOf(channels);
    EncoderConfig checked = new EncoderConfig(side, channels, blocks);
    blocks = checked.blocks();
  }

  /** At 128 pixels, about 0.1 GFLOP a film. */
  public static NetShape small() {
    return new NetShape(128, List.of(16, 32, 48, 64), 1);
  }

  EncoderConfig encoder() {
    return new EncoderConfig(side, channels, blocks);
  }
}
