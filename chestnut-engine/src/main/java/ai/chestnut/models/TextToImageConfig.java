package ai.chestnut.models;

import ai.chestnut.codec.LatentScale;
import ai.chestnut.diffusion.Preconditioning;
import ai.chestnut.diffusion.UNetConfig;
import ai.chestnut.failure.RequestException;
import ai.chestnut.language.TextEncoderConfig;

/**
 * Everything about a text-to-image model that its weights do not say.
 *
 * @param side film side in pixels
 * @param prediction what the network predicts: {@code flow}, {@code edm} or {@code noise}
 * @param autoencoder SHA-256 of the autoencoder whose latents it was trained on
 * @param scale of those latents
 */
public record TextToImageConfig(
    int side,
    String prediction,
    TextEncoderConfig text,
    UNetConfig network,
    String autoencoder,
    LatentScale scale) {

  public TextToImageConfig {
    if (side < 16 || side % 16 != 0) {
      throw new RequestException(
          "text-to-image", "side", Integer.toString(side), "a multiple of 16");
    }
    Preconditioning.named(prediction);
    if (text.width() != network.contextWidth()) {
      throw new RequestException(
          "text-to-image",
          "text.width, network.contextWidth",
          text.width() + ", " + network.contextWidth(),
          "the same width");
    }
  }
}
