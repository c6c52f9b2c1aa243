package ai.chestnut.codec;

import ai.chestnut.failure.RequestException;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * Shape of a vector-quantised autoencoder with downsampling factor 16.
 *
 * @param channels widths at 1/2, 1/4, 1/8 and 1/16 of the film's size
 * @param blocks residual blocks at each width, on either side; the decoder has one more at the
 *     deepest
 * @param codes entries of the codebook, 1024 in the published systems
 * @param codeWidth numbers in an entry; few keep all entries in use (Yu et al. 2022, section 3.2)
 * @param grain whether the decoder adds the noise of the detector to what the codes hold; not,
 *     where nothing is said
 */
public record VqAutoencoderConfig(
    List<Integer> channels,
    List<Integer> blocks,
    int codes,
    int codeWidth,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Boolean> grain) {

  /** Film pixels per code along a side. */
  public static final int FACTOR = 16;

  private static final int LEVELS = 4;

  public VqAutoencoderConfig {
    channels = List.copyOf(channels);
    if (channels.size() != LEVELS
        || channels.stream().anyMatch(width -> width < 4 || width % 4 != 0)
        || channels.get(LEVELS - 1) > 32 && channels.get(LEVELS - 1) % 32 != 0) {
      throw new RequestException(
          "visual codes",
          "channels",
          channels.toString(),
          "four widths, multiples of 4, the last a multiple of 32 where it is above 32");
    }
    blocks = List.copyOf(blocks);
    if (blocks.size() != LEVELS || blocks.stream().anyMatch(count -> count < 1)) {
      throw new RequestException(
          "visual codes", "blocks", blocks.toString(), "four counts of at least 1");
    }
    if (codes < 2 || codeWidth < 2) {
      throw new RequestException(
          "visual codes", "codes, codeWidth", codes + ", " + codeWidth, "at least 2 each");
    }
  }

  /** Without grain. */
  public VqAutoencoderConfig(
      List<Integer> channels, List<Integer> blocks, int codes, int codeWidth) {
    this(channels, blocks, codes, codeWidth, Optional.empty());
  }

  /** Whether the decoder adds grain. */
  public boolean grainy() {
    return grain.orElse(false);
  }

  /** The smallest that still has every part; random weights, for tests and dry runs. */
  public static VqAutoencoderConfig mu() {
    return new VqAutoencoderConfig(List.of(4, 4, 8, 8), List.of(1, 1, 1, 1), 16, 4);
  }
}
