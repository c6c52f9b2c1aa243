package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.language.TextEncoderConfig;
import ai.chestnut.prompt.Tokenizer;

/**
 * Shape of an image-text scorer.
 *
 * @param width of the space that films and texts share
 */
public record ImageTextScorerConfig(
    Role role, EncoderConfig encoder, TextEncoderConfig text, int width) {

  public ImageTextScorerConfig {
    if (width < 2) {
      throw new RequestException(
          "image-text scorer", "width", Integer.toString(width), "at least 2");
    }
    if (text.words() > Tokenizer.standard().size()) {
      throw new RequestException(
          "image-text scorer",
          "text.words",
          Integer.toString(text.words()),
          "at most the tokenizer's " + Tokenizer.standard().size());
    }
  }

  /** The smallest that still has every part; random weights, for tests and dry runs. */
  public static ImageTextScorerConfig mu(Role role) {
    return new ImageTextScorerConfig(role, EncoderConfig.mu(role), TextEncoderConfig.mu(), 8);
  }
}
