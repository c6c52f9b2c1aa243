package ai.chestnut.language;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.Tokenizer;

/**
 * Shape of an {@link ImageTokenModel}.
 *
 * @param words size of the tokenizer's vocabulary
 * @param length tokens in a report, padded or cut
 * @param codes size of the codec's codebook
 * @param cells codes in a film, 256 in the published systems
 * @param keys codes of key patches that a report brings along, 5 in the published systems
 * @param width width of a token
 * @param layers transformer blocks
 */
public record ImageTokenConfig(
    int words, int length, int codes, int cells, int keys, int width, int layers) {

  public ImageTokenConfig {
    if (words < 4 || length < 4 || codes < 2 || cells < 1 || keys < 0) {
      throw new RequestException(
          "image-token model",
          "words, length, codes, cells, keys",
          words + ", " + length + ", " + codes + ", " + cells + ", " + keys,
          "at least 4, 4, 2, 1, 0");
    }
    if (width < 4 || width % 4 != 0 || layers < 1) {
      throw new RequestException(
          "image-token model",
          "width, layers",
          width + ", " + layers,
          "a multiple of 4 and at least 1 layer");
    }
  }

  /** Positions of the longer direction: report, keys, mark, codes. */
  public int room() {
    return length + keys + 1 + cells + 1;
  }

  /** The smallest that still has every part; random weights, for tests and dry runs. */
  public static ImageTokenConfig mu() {
    return new ImageTokenConfig(Tokenizer.standard().size(), 48, 16, 4, 5, 16, 2);
  }
}
