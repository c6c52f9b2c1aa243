package ai.chestnut.models;

import ai.chestnut.codec.AutoencoderConfig;
import ai.chestnut.failure.RequestException;

/**
 * Everything about an anatomy controller that its weights do not say.
 *
 * @param side of the films it was trained on, in pixels
 * @param structures codes 1 to this of the maps that it reads
 * @param encoder its shape, that of the autoencoder it was started from
 * @param autoencoder SHA-256 of that autoencoder, whose latents it writes
 */
public record AnatomyControllerConfig(
    int side, int structures, AutoencoderConfig encoder, String autoencoder) {

  public AnatomyControllerConfig {
    if (side < 16 || side % AutoencoderConfig.FACTOR != 0 || structures < 1) {
      throw new RequestException(
          "anatomy controller",
          "side, structures",
          side + ", " + structures,
          "a multiple of 8, at least 16; at least 1");
    }
  }
}
