package ai.chestnut.adversarial;

import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Film to a score, higher for what looks real, by blocks that each halve the side: the generator's
 * mirror, with one more plane at 4 pixels that says how much the films of a batch differ (Karras et
 * al. 2018, table 2). As in Segal et al. 2021 the first layer of a block widens.
 *
 * <p>Legend: n batch, c channels of the level, s side of the level.
 */
public final class ProgressiveCritic {

  private final ProgressiveConfig config;
  private final List<EqualisedConv2d> greys = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final EqualisedConv2d last;
  private final EqualisedConv2d whole;
  private final EqualisedLinear score;

  private record Block(EqualisedConv2d one, EqualisedConv2d two) {

    Tensor forward(Tensor x) {
      Tensor inner = Activations.leaky(one.forward(x));
      return Activations.halved(Activations.leaky(two.forward(inner)));
    }
  }

  public ProgressiveCritic(Parameters.Place at, ProgressiveConfig config) {
    this.config = config;
    List<Integer> widths = config.channels();
    for (int level = 0; level < widths.size(); level++) {
      int width = widths.get(level);
      greys.add(EqualisedConv2d.same(at.at("grey", level), 1, width, 1));
      if (level > 0) {
        Parameters.Place here = at.at("block", level);
        int wider = widths.get(level - 1);
        blocks.add(
            new Block(
                EqualisedConv2d.same(here.at("one"), width, wider, 3),
                EqualisedConv2d.same(here.at("two"), wider, wider, 3)));
      }
    }
    int width = widths.get(0);
    this.last = EqualisedConv2d.same(at.at("last"), width + 1, width, 3);
    this.whole = EqualisedConv2d.inside(at.at("whole"), width, width, ProgressiveConfig.FIRST_SIDE);
    this.score = new EqualisedLinear(at.at("score"), width, 1);
  }

  public ProgressiveConfig config() {
    return config;
  }

  /**
   * Scores of films that are looked at together.
   *
   * @param films [n, 1, s, s] of the level's side
   * @return [n]
   */
  public Tensor forward(Tensor films, Growth growth) {
    Tensor features = features(films, growth);
    return judged(features, Activations.spread(features, config.group()));
  }

  /**
   * Scores of films each for itself: whatever else is in the batch, the plane of variety holds the
   * same value.
   *
   * @param films [n, 1, s, s] of the level's side
   * @param spread typical value of {@link #spread}
   * @return [n]
   */
  public Tensor alone(Tensor films, Growth growth, double spread) {
    Tensor features = features(films, growth);
    Tensor plane = features.new_full(new long[] {films.size(0), 1, 1, 1}, new Scalar(spread));
    return judged(features, plane);
  }

  /** How much the films of each group differ to the critic, [n, 1, 1, 1]. */
  public Tensor spread(Tensor films, Growth growth) {
    return Activations.spread(features(films, growth), config.group());
  }

  private Tensor features(Tensor films, Growth growth) {
    int side = config.sideAt(growth.level());
    Tensors.require(films, "critic's films", -1, 1, side, side);
    Tensor x = greys.get(growth.level()).forward(films);
    for (int level = growth.level(); level > 0; level--) {
      x = blocks.get(level - 1).forward(x);
      if (level == growth.level() && growth.fading()) {
        Tensor coarse = greys.get(level - 1).forward(Activations.halved(films));
        x = Activations.mixed(coarse, x, growth.fade());
      }
    }
    return x; // [n, c, 4, 4]
  }

  private Tensor judged(Tensor features, Tensor spread) {
    long[] plane = {features.size(0), 1, features.size(2), features.size(3)};
    Tensor x = Tensors.joined(1, features, spread.expand(plane).to(features.scalar_type()));
    x = Activations.leaky(last.forward(x));
    x = Activations.leaky(whole.forward(x)); // [n, c, 1, 1]
    return score.score(x.flatten(1, 3));
  }
}
