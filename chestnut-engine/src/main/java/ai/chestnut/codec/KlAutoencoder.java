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
 * Film to latent and back: a convolutional autoencoder whose latent is pulled gently towards a
 * standard normal (Rombach et al. 2022, section 3.1). The film enters by pixel-unshuffle and leaves
 * by pixel-shuffle, so that no layer works at full size.
 *
 * <p>Legend: n batch, h w film pixels (multiples of 8), c latent channels. Films are in [-1, 1].
 */
public final class KlAutoencoder {

  /** A Gaussian over latents, [n, c, h/8, w/8] each. */
  public record Posterior(Tensor mean, Tensor logVariance) {}

  private static final int STEM = 2;

  private final int latentChannels;
  private final Conv2d encoderStem;
  private final List<List<ResidualBlock>> encoderBlocks = new ArrayList<>();
  private final List<Conv2d> downs = new ArrayList<>();
  private final GroupNorm encoderNorm;
  private final Conv2d toMoments;
  private final Conv2d decoderStem;
  private final List<List<ResidualBlock>> decoderBlocks = new ArrayList<>();
  private final List<Conv2d> ups = new ArrayList<>();
  private final GroupNorm decoderNorm;
  private final Conv2d toFilm;

  public KlAutoencoder(Parameters.Place at, AutoencoderConfig config) {
    List<Integer> widths = config.channels();
    int deepest = widths.get(2);
    this.latentChannels = config.latentChannels();
    this.encoderStem = new Conv2d(at.at("encoder.stem"), STEM * STEM, widths.get(0), 3);
    for (int level = 0; level < 3; level++) {
      encoderBlocks.add(
          blocks(at.at("encoder.level", level), widths.get(level), config.blocks().get(level)));
      if (level < 2) {
        // pixel-unshuffle before a convolution sees every pixel, where a stride would skip
        downs.add(
            new Conv2d(
                at.at("encoder.down", level), 4 * widths.get(level), widths.get(level + 1), 1));
      }
    }
    this.encoderNorm = new GroupNorm(at.at("encoder.norm"), deepest);
    this.toMoments = new Conv2d(at.at("encoder.moments"), deepest, 2 * latentChannels, 3);
    this.decoderStem = new Conv2d(at.at("decoder.stem"), latentChannels, deepest, 3);
    for (int level = 2; level >= 0; level--) {
      decoderBlocks.add(
          blocks(
              at.at("decoder.level", level),
              widths.get(level),
              config.blocks().get(level) + (level == 2 ? 1 : 0)));
      if (level > 0) {
        ups.add(
            new Conv2d(
                at.at("decoder.up", level), widths.get(level), 4 * widths.get(level - 1), 1));
      }
    }
    this.decoderNorm = new GroupNorm(at.at("decoder.norm"), widths.get(0));
    this.toFilm = new Conv2d(at.at("decoder.film"), widths.get(0), STEM * STEM, 3);
  }

  /** films [n, 1, h, w] in [-1, 1] -> posterior over latents [n, c, h/8, w/8] */
  public Posterior encode(Tensor films) {
    Tensor x =
        encoderStem.forward(
            torch.pixel_unshuffle(films, STEM)); // [n, 1, h, w] -> [n, w0, h/2, w/2]
    for (int level = 0; level < 3; level++) {
      for (ResidualBlock block : encoderBlocks.get(level)) {
        x = block.forward(x);
      }
      if (level < 2) {
        x = downs.get(level).forward(torch.pixel_unshuffle(x, 2)); // halves h and w
      }
    }
    Tensor moments = toMoments.forward(torch.silu(encoderNorm.forward(x))); // [n, 2c, h/8, w/8]
    Tensor logVariance = moments.narrow(1, latentChannels, latentChannels);
    return new Posterior(
        moments.narrow(1, 0, latentChannels),
        logVariance.clamp(
            new ScalarOptional(new Scalar(-30.0)), new ScalarOptional(new Scalar(20.0))));
  }

  /** latents [n, c, h/8, w/8] -> films [n, 1, h, w], nominally in [-1, 1] */
  public Tensor decode(Tensor latents) {
    Tensor x = decoderStem.forward(Tensors.require(latents, "latents", -1, latentChannels, -1, -1));
    for (int step = 0; step < 3; step++) {
      for (ResidualBlock block : decoderBlocks.get(step)) {
        x = block.forward(x);
      }
      if (step < 2) {
        x = torch.pixel_shuffle(ups.get(step).forward(x), 2); // doubles h and w
      }
    }
    return torch.pixel_shuffle(
        toFilm.forward(torch.silu(decoderNorm.forward(x))),
        STEM); // [n, 4, h/2, w/2] -> [n, 1, h, w]
  }

  private static List<ResidualBlock> blocks(Parameters.Place at, int width, int count) {
    List<ResidualBlock> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(new ResidualBlock(at.at("block", i), width, width));
    }
    return blocks;
  }
}
