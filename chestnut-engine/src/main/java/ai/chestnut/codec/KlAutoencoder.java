package ai.chestnut.codec;

import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.GroupNorm;
import ai.chestnut.nn.Parameters;
import ai.chestnut.nn.ResidualBlock;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
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

  static final int STEM = 2;

  private final int latentChannels;
  private final KlEncoder encoder;
  private final Conv2d decoderStem;
  private final List<List<ResidualBlock>> decoderBlocks = new ArrayList<>();
  private final List<Conv2d> ups = new ArrayList<>();
  private final GroupNorm decoderNorm;
  private final Conv2d toFilm;

  public KlAutoencoder(Parameters.Place at, AutoencoderConfig config) {
    List<Integer> widths = config.channels();
    int deepest = widths.get(2);
    this.latentChannels = config.latentChannels();
    this.encoder = new KlEncoder(at.at("encoder"), config, 1);
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
    return encoder.forward(films);
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

  static List<ResidualBlock> blocks(Parameters.Place at, int width, int count) {
    List<ResidualBlock> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(new ResidualBlock(at.at("block", i), width, width));
    }
    return blocks;
  }
}
