package ai.chestnut.adversarial;

import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Latent to film, by blocks that each double the side (Karras et al. 2018, table 2; the block order
 * is that of Segal et al. 2021). The parameters of every level are there from the start; a level
 * that has not been reached takes no part. Only the direction of a latent matters: it is normalised
 * first.
 *
 * <p>Legend: n batch, d latent, c channels of the level, s side of the level.
 */
public final class ProgressiveGenerator {

  private final ProgressiveConfig config;
  private final EqualisedLinear entry;
  private final EqualisedConv2d first;
  private final List<Block> blocks = new ArrayList<>();
  private final List<EqualisedConv2d> greys = new ArrayList<>();

  private record Block(EqualisedConv2d one, EqualisedConv2d two) {

    Tensor forward(Tensor x) {
      Tensor wide = Activations.doubled(x);
      Tensor inner = Activations.pixelNorm(Activations.leaky(one.forward(wide)));
      return Activations.pixelNorm(Activations.leaky(two.forward(inner)));
    }
  }

  public ProgressiveGenerator(Parameters.Place at, ProgressiveConfig config) {
    this.config = config;
    List<Integer> widths = config.channels();
    int side = ProgressiveConfig.FIRST_SIDE;
    this.entry = new EqualisedLinear(at.at("entry"), config.latent(), widths.get(0) * side * side);
    this.first = EqualisedConv2d.same(at.at("first"), widths.get(0), widths.get(0), 3);
    for (int level = 0; level < widths.size(); level++) {
      int width = widths.get(level);
      if (level > 0) {
        Parameters.Place here = at.at("block", level);
        blocks.add(
            new Block(
                EqualisedConv2d.same(here.at("one"), widths.get(level - 1), width, 3),
                EqualisedConv2d.same(here.at("two"), width, width, 3)));
      }
      greys.add(EqualisedConv2d.same(at.at("grey", level), width, 1, 1));
    }
  }

  public ProgressiveConfig config() {
    return config;
  }

  /**
   * Films of the level's side.
   *
   * @param latents [n, d]
   * @return [n, 1, s, s], nominally in [-1, 1], not clamped
   */
  public Tensor forward(Tensor latents, Growth growth) {
    Tensor z = Activations.pixelNorm(Tensors.require(latents, "latents", -1, config.latent()));
    int side = ProgressiveConfig.FIRST_SIDE;
    Tensor x =
        Activations.leaky(
            entry.forward(z).view(z.size(0), config.channels().get(0), side, side)); // [n, c, 4, 4]
    x = Activations.pixelNorm(Activations.leaky(first.forward(x)));
    Tensor before = x;
    for (int level = 1; level <= growth.level(); level++) {
      before = x;
      x = blocks.get(level - 1).forward(x);
    }
    Tensor film = greys.get(growth.level()).forward(x);
    if (!growth.fading()) {
      return film;
    }
    Tensor coarse = Activations.doubled(greys.get(growth.level() - 1).forward(before));
    return Activations.mixed(coarse, film, growth.fade());
  }

  /** Films enlarged to the full side, whatever the level. [n, 1, s, s] -> [n, 1, side, side] */
  public Tensor enlarged(Tensor films) {
    Tensor x = films;
    while (x.size(2) < config.side()) {
      x = Activations.doubled(x);
    }
    return x;
  }
}
