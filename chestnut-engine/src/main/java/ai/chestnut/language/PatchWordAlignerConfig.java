package ai.chestnut.language;

import ai.chestnut.failure.RequestException;

/**
 * Shape of a {@link PatchWordAligner}.
 *
 * @param width of the space that patches and words share
 */
public record PatchWordAlignerConfig(PatchEncoderConfig film, TextEncoderConfig text, int width) {

  public PatchWordAlignerConfig {
    if (width < 4) {
      throw new RequestException("patch-word aligner", "width", "" + width, "at least 4");
    }
  }

  /** The smallest that still has every part; random weights, for tests and dry runs. */
  public static PatchWordAlignerConfig mu() {
    return new PatchWordAlignerConfig(PatchEncoderConfig.mu(), TextEncoderConfig.mu(), 8);
  }
}
