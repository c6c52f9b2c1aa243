package ai.chestnut.codec;

import ai.chestnut.nn.Parameters;
import org.bytedeco.pytorch.Tensor;

/**
 * Film to latent and back: a convolutional autoencoder whose latent is pulled gently towards a
 * standard normal (Rombach et al. 2022, section 3.1).
 *
 * <p>Legend: n batch, h w film pixels (multiples of 8), c latent channels. Films are in [-1, 1].
 */
public final class KlAutoencoder {

  /** A Gaussian over latents, [n, c, h/8, w/8] each. */
  public record Posterior(Tensor mean, Tensor logVariance) {}

  private final KlEncoder encoder;
  private final Expansion decoder;

  public KlAutoencoder(Parameters.Place at, AutoencoderConfig config) {
    this.encoder = new KlEncoder(at.at("encoder"), config, 1);
    this.decoder =
        new Expansion(
            at.at("decoder"), config.latentChannels(), config.channels(), config.blocks(), false);
  }

  /** films [n, 1, h, w] in [-1, 1] -> posterior over latents [n, c, h/8, w/8] */
  public Posterior encode(Tensor films) {
    return encoder.forward(films);
  }

  /** latents [n, c, h/8, w/8] -> films [n, 1, h, w], nominally in [-1, 1] */
  public Tensor decode(Tensor latents) {
    return decoder.forward(latents);
  }

  /** Kernel of the layer that makes the pixels, for losses that are weighed by its gradients. */
  public Tensor lastKernel() {
    return decoder.lastKernel();
  }
}
