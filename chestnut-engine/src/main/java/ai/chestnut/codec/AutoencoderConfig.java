package ai.chestnut.codec;

import ai.chestnut.failure.RequestException;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * Shape of a KL autoencoder with downsampling factor 8.
 *
 * @param channels widths at 1/2, 1/4 and 1/8 of the film's size; more carries finer detail and
 *     costs time
 * @param blocks residual blocks at each width, on either side; the decoder has one more at the
 *     deepest
 * @param latentChannels channels of the latent, 4 in the published systems
 * @param grain whether the decoder adds the noise of the detector to what the latents hold; not,
 *     where nothing is said
 */
public record AutoencoderConfig(
    List<Integer> channels,
    List<Integer> blocks,
    int latentChannels,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Boolean> grain) {

  /** Film pixels per latent cell along a side. */
  public static final int FACTOR = 8;

  public AutoencoderConfig {
    channels = List.copyOf(channels);
    if (channels.size() != 3 || channels.stream().anyMatch(width -> width < 4 || width % 4 != 0)) {
      throw new RequestException(
          "autoencoder", "channels", channels.toString(), "three widths, multiples of 4");
    }
    blocks = List.copyOf(blocks);
    if (blocks.size() != 3 || blocks.stream().anyMatch(count -> count < 1)) {
      throw new RequestException(
          "autoencoder", "blocks", blocks.toString(), "three counts of at least 1");
    }
    if (latentChannels < 1) {
      throw new RequestException(
          "autoencoder", "latentChannels", "" + latentChannels, "at least 1");
    }
  }

  /** Without grain. */
  public AutoencoderConfig(List<Integer> channels, List<Integer> blocks, int latentChannels) {
    this(channels, blocks, latentChannels, Optional.empty());
  }

  /** Whether the decoder adds grain. */
  public boolean grainy() {
    return grain.orElse(false);
  }

  /** The smallest that still has every part; random weights, for tests and dry runs. */
  public static AutoencoderConfig mu() {
    return new AutoencoderConfig(List.of(4, 4, 8), List.of(1, 1, 1), 4);
  }
}
