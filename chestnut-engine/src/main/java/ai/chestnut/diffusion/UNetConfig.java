package ai.chestnut.diffusion;

import ai.chestnut.failure.RequestException;
import java.util.List;

/**
 * Shape of the denoising network.
 *
 * @param latentChannels channels of the latents
 * @param channels width at full latent size and after each halving
 * @param blocks residual blocks at each width on the way down; one more on the way up
 * @param attention per width, whether a transformer block (self- and cross-attention) follows;
 *     costly at full size
 * @param contextWidth width of the text tokens
 */
public record UNetConfig(
    int latentChannels,
    List<Integer> channels,
    int blocks,
    List<Boolean> attention,
    int contextWidth) {

  public UNetConfig {
    channels = List.copyOf(channels);
    attention = List.copyOf(attention);
    if (channels.isEmpty()
        || channels.size() != attention.size()
        || channels.stream().anyMatch(c -> c < 4 || c % 4 != 0)) {
      throw new RequestException(
          "U-Net",
          "channels, attention",
          channels + ", " + attention,
          "as many of each, widths multiples of 4");
    }
    if (latentChannels < 1 || blocks < 1 || contextWidth < 4) {
      throw new RequestException(
          "U-Net",
          "latentChannels, blocks, contextWidth",
          latentChannels + ", " + blocks + ", " + contextWidth,
          "at least 1, 1, 4");
    }
  }

  /** The smallest that still has every part; random weights, for tests and dry runs. */
  public static UNetConfig mu() {
    return new UNetConfig(4, List.of(4, 8), 1, List.of(false, true), 8);
  }

  /** Width of the noise embedding. */
  int embedding() {
    return 4 * channels.get(0);
  }
}
