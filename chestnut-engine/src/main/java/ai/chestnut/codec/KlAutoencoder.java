package ai.chestnut.codec;

import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Film to latent and back: a convolutional autoencoder whose latent is pulled gently towards a
 * standard normal (Rombach et al. 2022, section 3.1).
 *
 * <p>Legend: n batch, h w film pixels (multiples of 8), c latent channels. Films are in [-1, 1].
 */
public final class KlAutoencoder {

  /** A Gaussian over latents, [n, c, h/8, w/8] each. */
  public record Posterior(Tensor mean, Tensor logVariance) {

    /**
     * @param noise standard normal, of the latents' shape
     */
    public Tensor sampled(Tensor noise) {
      return mean.add(Tensors.scaled(logVariance, 0.5).exp().mul(noise));
    }

    /**
     * Kullback–Leibler divergence to N(0, 1), mean over latent numbers: (mean^2 + variance - 1 -
     * log variance) / 2.
     */
    public Tensor divergence() {
      return mean.square()
          .add(logVariance.exp())
          .sub(new Scalar(1))
          .sub(logVariance)
          .mean()
          .mul(new Scalar(0.5));
    }
  }

  private final KlEncoder encoder;
  private final Expansion decoder;

  public KlAutoencoder(Parameters.Place at, AutoencoderConfig config) {
    this.encoder = new KlEncoder(at.at("encoder"), config, 1);
    this.decoder =
        new Expansion(
            at.at("decoder"),
            config.latentChannels(),
            config.channels(),
            config.blocks(),
            false,
            config.grainy());
  }

  /** films [n, 1, h, w] in [-1, 1] -> posterior over latents [n, c, h/8, w/8] */
  public Posterior encode(Tensor films) {
    return encoder.forward(films);
  }

  /** latents [n, c, h/8, w/8] -> films [n, 1, h, w], nominally in [-1, 1] */
  public Tensor decode(Tensor latents) {
    return decoder.forward(latents);
  }

  /**
   * latents [n, c, h/8, w/8] -> films without grain [n, 1, h, w]: what the latents hold and no more
   */
  public Tensor decodePlain(Tensor latents) {
    return decoder.plain(latents);
  }

  /**
   * A film in its two parts, with other grain than the fixed one, for training.
   *
   * @param noise white, [n or 1, 1, h, w]; of no effect on a codec without grain
   */
  public DecodedFilm decode(Tensor latents, Tensor noise) {
    return decoder.parts(latents, noise);
  }

  /** Kernel of the layer that makes the pixels, for losses that are weighed by its gradients. */
  public Tensor lastKernel() {
    return decoder.lastKernel();
  }
}
