package ai.chestnut.placement;

import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.GroupNorm;
import ai.chestnut.nn.Initial;
import ai.chestnut.nn.Linear;
import ai.chestnut.nn.Parameters;
import ai.chestnut.nn.ResidualBlock;
import ai.chestnut.nn.TransformerBlock;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Noisy layers, allowed regions and anatomy to a logit a cell and finding: whether the finding is
 * there. Works at half the grid, whose four cells are channels there; a transformer block at the
 * two smallest sizes. Ronneberger et al. 2015, Dhariwal and Nichol 2021.
 *
 * <p>Legend: n batch, k findings, s cells of the grid, a anatomy planes, g global numbers, e
 * embedding.
 */
final class LayoutNetwork {

  private static final int WAVES = 16;
  private static final double HIGHEST = 64;

  private final int findings;
  private final int globals;
  private final Linear level;
  private final Linear wish;
  private final Linear told;
  private final Conv2d stem;
  private final List<List<ResidualBlock>> down = new ArrayList<>();
  private final List<Conv2d> halvings = new ArrayList<>();
  private final List<TransformerBlock> looks = new ArrayList<>();
  private final List<List<ResidualBlock>> up = new ArrayList<>();
  private final List<Conv2d> doublings = new ArrayList<>();
  private final GroupNorm norm;
  private final Conv2d out;

  /**
   * @param globals numbers that hold for the whole picture
   */
  LayoutNetwork(Parameters.Place at, LayoutConfig config, int globals) {
    this.findings = config.findings().size();
    this.globals = globals;
    List<Integer> widths = config.channels();
    int embedding = 2 * widths.get(0);
    this.level = new Linear(at.at("level"), 2 * WAVES, embedding);
    this.wish = new Linear(at.at("wish"), globals, embedding);
    this.told = new Linear(at.at("told"), embedding, embedding);
    int in = 4 * (2 * findings + LayoutPlane.STRUCTURES);
    this.stem = new Conv2d(at.at("stem"), in, widths.get(0), 3);
    int width = widths.get(0);
    Deque<Integer> skips = new ArrayDeque<>();
    for (int size = 0; size < widths.size(); size++) {
      List<ResidualBlock> blocks = new ArrayList<>();
      for (int block = 0; block < config.blocks(); block++) {
        Parameters.Place here = at.at("down", size).at("block", block);
        blocks.add(new ResidualBlock(here, width, widths.get(size), embedding));
        width = widths.get(size);
        skips.push(width);
      }
      down.add(blocks);
      if (size >= widths.size() - 2) {
        looks.add(new TransformerBlock(at.at("down", size).at("look"), width));
      }
      if (size < widths.size() - 1) {
        halvings.add(
            new Conv2d(at.at("down", size).at("halve"), width, width, 3, 2, Initial.FAN_IN));
      }
    }
    for (int size = widths.size() - 1; size >= 0; size--) {
      List<ResidualBlock> blocks = new ArrayList<>();
      for (int block = 0; block < config.blocks(); block++) {
        Parameters.Place here = at.at("up", size).at("block", block);
        blocks.add(new ResidualBlock(here, width + skips.pop(), widths.get(size), embedding));
        width = widths.get(size);
      }
      up.add(blocks);
      if (size > 0) {
        doublings.add(new Conv2d(at.at("up", size).at("double"), width, width, 3));
      }
    }
    this.norm = new GroupNorm(at.at("norm"), width);
    this.out = new Conv2d(at.at("out"), width, 4 * findings, 3, 1, Initial.ZEROS);
  }

  /**
   * @param noisy scaled noisy layers [n, k, s, s]
   * @param levels of the noise, about -1 to 1, [n, 1]
   * @param regions allowed regions [n, k, s, s]
   * @param anatomy structures [n, a, s, s]
   * @param global [n, g]
   * @return logits [n, k, s, s]
   */
  Tensor forward(Tensor noisy, Tensor levels, Tensor regions, Tensor anatomy, Tensor global) {
    Tensors.require(noisy, "layers", -1, findings, -1, -1);
    Tensors.require(global, "wishes", -1, globals);
    Tensor embedding =
        told.forward(torch.silu(level.forward(waves(levels)).add(wish.forward(global))));
    Tensor x = stem.forward(torch.pixel_unshuffle(Tensors.joined(1, noisy, regions, anatomy), 2));
    Deque<Tensor> skips = new ArrayDeque<>();
    int firstLook = down.size() - looks.size();
    for (int size = 0; size < down.size(); size++) {
      for (ResidualBlock block : down.get(size)) {
        x = block.forward(x, embedding);
        skips.push(x);
      }
      if (size >= firstLook) {
        x = look(looks.get(size - firstLook), x);
      }
      if (size < halvings.size()) {
        x = halvings.get(size).forward(x);
      }
    }
    for (int step = 0; step < up.size(); step++) {
      for (ResidualBlock block : up.get(step)) {
        x = block.forward(Tensors.joined(1, x, skips.pop()), embedding);
      }
      if (step < doublings.size()) {
        x = doublings.get(step).forward(torch.upsample_nearest2d(x, 2 * x.size(2), 2 * x.size(3)));
      }
    }
    return torch.pixel_shuffle(out.forward(torch.silu(norm.forward(x))), 2);
  }

  private static Tensor look(TransformerBlock block, Tensor x) {
    long[] shape = x.shape();
    return block.forward(x.flatten(2, 3).transpose(1, 2)).transpose(1, 2).reshape(shape);
  }

  /** Sines and cosines of rising frequency: [n, 1] -> [n, 2 * waves] (Ho et al. 2020). */
  private static Tensor waves(Tensor levels) {
    Tensor[] parts = new Tensor[2 * WAVES];
    for (int i = 0; i < WAVES; i++) {
      Tensor angle = levels.mul(new Scalar(Math.pow(HIGHEST, i / (WAVES - 1.0))));
      parts[i] = angle.sin();
      parts[WAVES + i] = angle.cos();
    }
    return Tensors.joined(1, parts);
  }
}
