package ai.chestnut.codec;

import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.GroupNorm;
import ai.chestnut.nn.Parameters;
import ai.chestnut.nn.ResidualBlock;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Pictures to latents: the first half of a {@link KlAutoencoder}. It may see more planes than the
 * film, such as the structures of an anatomy map.
 *
 * <p>Legend: n batch, p planes, h w film pixels (multiples of 8), c latent channels.
 */
public final class KlEncoder {

  private final int planes;
  private final int latentChannels;
  private final Conv2d stem;
  private final List<List<ResidualBlock>> blocks = new ArrayList<>();
  private final List<Conv2d> downs = new ArrayList<>();
  private final GroupNorm norm;
  private final Conv2d toMoments;

  /**
   * @param planes of the input; 1 for a film alone
   */
  public KlEncoder(Parameters.Place at, AutoencoderConfig config, int planes) {
    List<Integer> widths = config.channels();
    this.planes = planes;
    this.latentChannels = config.latentChannels();
    this.stem =
        new Conv2d(
            at.at("stem"), planes * KlAutoencoder.STEM * KlAutoencoder.STEM, widths.get(0), 3);
    for (int level = 0; level < 3; level++) {
      blocks.add(
          KlAutoencoder.blocks(
              at.at("level", level), widths.get(level), config.blocks().get(level)));
      if (level < 2) {
        // pixel-unshuffle before a convolution sees every pixel, where a stride would skip
        downs.add(
            new Conv2d(at.at("down", level), 4 * widths.get(level), widths.get(level + 1), 1));
      }
    }
    this.norm = new GroupNorm(at.at("norm"), widths.get(2));
    this.toMoments = new Conv2d(at.at("moments"), widths.get(2), 2 * latentChannels, 3);
  }

  /** pictures [n, p, h, w], films in [-1, 1] -> posterior over latents [n, c, h/8, w/8] */
  public KlAutoencoder.Posterior forward(Tensor pictures) {
    Tensors.require(pictures, "pictures", -1, planes, -1, -1);
    Tensor x =
        stem.forward(
            torch.pixel_unshuffle(
                pictures, KlAutoencoder.STEM)); // [n, p, h, w] -> [n, w0, h/2, w/2]
    for (int level = 0; level < 3; level++) {
      for (ResidualBlock block : blocks.get(level)) {
        x = block.forward(x);
      }
      if (level < 2) {
        x = downs.get(level).forward(torch.pixel_unshuffle(x, 2)); // halves h and w
      }
    }
    Tensor moments = toMoments.forward(torch.silu(norm.forward(x))); // [n, 2c, h/8, w/8]
    Tensor logVariance = moments.narrow(1, latentChannels, latentChannels);
    return new KlAutoencoder.Posterior(
        moments.narrow(1, 0, latentChannels),
        logVariance.clamp(
            new ScalarOptional(new Scalar(-30.0)), new ScalarOptional(new Scalar(20.0))));
  }
}
