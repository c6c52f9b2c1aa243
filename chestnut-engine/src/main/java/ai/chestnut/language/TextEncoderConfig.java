package ai.chestnut.language;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.Tokenizer;

/**
 * Shape of the text encoder.
 *
 * @param words size of the tokenizer's vocabulary
 * @param length tokens in a text, padded or cut
 * @param width width of a token
 * @param layers transformer blocks
 */
public record TextEncoderConfig(int words, int length, int width, int layers) {

  public TextEncoderConfig {
    if (words < 4 || length < 4 || width < 4 || layers < 1) {
      throw new RequestException(
          "text encoder",
          "words, length, width, layers",
          words + ", " + length + ", " + width + ", " + layers,
          "at least 4, 4, 4, 1");
    }
  }

  /** The smallest that still has every part; random weights, for tests and dry runs. */
  public static TextEncoderConfig mu() {
    return new TextEncoderConfig(Tokenizer.standard().size(), 48, 8, 1);
  }
}
