package ai.chestnut.codec;

import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.GroupNorm;
import ai.chestnut.nn.Parameters;
import ai.chestnut.nn.ResidualBlock;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Latents back to films: the second half of every codec. The film leaves by pixel-shuffle, so that
 * no layer works at full size.
 *
 * <p>Legend: n batch, c latent channels, l levels, h w film pixels.
 */
final class Expansion {

  private final int latentChannels;
  private final Conv2d stem;
  private final Optional<GridAttention> attention;
  private final List<List<ResidualBlock>> blocks = new ArrayList<>();
  private final List<Conv2d> ups = new ArrayList<>();
  private final GroupNorm norm;
  private final Conv2d toFilm;
  private final Optional<Grain> grain;

  /**
   * @param widths of the levels, at 1/2, 1/4, ... of the film's size
   * @param counts residual blocks of each level; the deepest has one more
   * @param attends whether every cell of the deepest level attends to every other
   * @param grainy whether the noise of the detector is added to what the latents hold
   */
  Expansion(
      Parameters.Place at,
      int latentChannels,
      List<Integer> widths,
      List<Integer> counts,
      boolean attends,
      boolean grainy) {
    int last = widths.size() - 1;
    int deepest = widths.get(last);
    this.latentChannels = latentChannels;
    this.stem = new Conv2d(at.at("stem"), latentChannels, deepest, 3);
    this.attention =
        attends ? Optional.of(new GridAttention(at.at("attention"), deepest)) : Optional.empty();
    for (int level = last; level >= 0; level--) {
      int width = widths.get(level);
      int count = counts.get(level) + (level == last ? 1 : 0);
      blocks.add(Contraction.blocks(at.at("level", level), width, count));
      if (level > 0) {
        ups.add(new Conv2d(at.at("up", level), width, 4 * widths.get(level - 1), 1));
      }
    }
    this.norm = new GroupNorm(at.at("norm"), widths.get(0));
    this.toFilm = new Conv2d(at.at("film"), widths.get(0), Contraction.STEM * Contraction.STEM, 3);
    this.grain = grainy ? Optional.of(new Grain(at.at("grain"), widths.get(0))) : Optional.empty();
  }

  /** latents [n, c, h / 2^l, w / 2^l] -> films [n, 1, h, w], nominally in [-1, 1] */
  Tensor forward(Tensor latents) {
    return grain.isEmpty()
        ? plain(latents)
        : parts(latents, Grain.pattern(latents, 1 << blocks.size())).whole();
  }

  /** The same without grain. */
  Tensor plain(Tensor latents) {
    return pixels(toFilm.forward(features(latents)));
  }

  /**
   * latents [n, c, h / 2^l, w / 2^l] -> films [n, 1, h, w] and what grain is added to them
   *
   * @param noise white, [n or 1, 1, h, w]
   */
  DecodedFilm parts(Tensor latents, Tensor noise) {
    Tensor features = features(latents);
    Tensor film = pixels(toFilm.forward(features));
    return new DecodedFilm(film, grain.map(some -> pixels(some.forward(features, noise))));
  }

  /** [n, 4, h/2, w/2] -> [n, 1, h, w] */
  private static Tensor pixels(Tensor planes) {
    return torch.pixel_shuffle(planes, Contraction.STEM);
  }

  private Tensor features(Tensor latents) {
    Tensor start = stem.forward(Tensors.require(latents, "latents", -1, latentChannels, -1, -1));
    Tensor x = attention.map(all -> all.forward(start)).orElse(start);
    for (int step = 0; step < blocks.size(); step++) {
      if (step > 0) {
        x = torch.pixel_shuffle(ups.get(step - 1).forward(x), 2); // doubles h and w
      }
      for (ResidualBlock block : blocks.get(step)) {
        x = block.forward(x);
      }
    }
    return torch.silu(norm.forward(x));
  }

  /** Kernel of the layer that makes the pixels, for weights that are set by its gradients. */
  Tensor lastKernel() {
    return toFilm.weight();
  }
}
