package ai.chestnut.codec;

import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.Parameters;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * Pictures to latents: the first half of a {@link KlAutoencoder}. It may see more planes than the
 * film, such as the structures of an anatomy map.
 *
 * <p>Legend: n batch, p planes, h w film pixels (multiples of 8), c latent channels.
 */
public final class KlEncoder {

  private final int latentChannels;
  private final Contraction contraction;
  private final Conv2d toMoments;

  /**
   * @param planes of the input; 1 for a film alone
   */
  public KlEncoder(Parameters.Place at, AutoencoderConfig config, int planes) {
    this.latentChannels = config.latentChannels();
    this.contraction = new Contraction(at, planes, config.channels(), config.blocks(), false);
    this.toMoments = new Conv2d(at.at("moments"), config.channels().get(2), 2 * latentChannels, 3);
  }

  /** pictures [n, p, h, w], films in [-1, 1] -> posterior over latents [n, c, h/8, w/8] */
  public KlAutoencoder.Posterior forward(Tensor pictures) {
    Tensor moments = toMoments.forward(contraction.forward(pictures)); // [n, 2c, h/8, w/8]
    Tensor logVariance = moments.narrow(1, latentChannels, latentChannels);
    return new KlAutoencoder.Posterior(
        moments.narrow(1, 0, latentChannels),
        logVariance.clamp(
            new ScalarOptional(new Scalar(-30.0)), new ScalarOptional(new Scalar(20.0))));
  }
}
