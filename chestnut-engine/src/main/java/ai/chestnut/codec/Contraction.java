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
 * Pictures to features at falling resolution: the first half of every codec. The picture enters by
 * pixel-unshuffle, so that no layer works at full size.
 *
 * <p>Legend: n batch, p planes, h w pixels, l levels, e width of the deepest level.
 */
final class Contraction {

  /** Pixels of the picture along each side of a cell of the first level. */
  static final int STEM = 2;

  private final int planes;
  private final Conv2d stem;
  private final List<List<ResidualBlock>> blocks = new ArrayList<>();
  private final List<Conv2d> downs = new ArrayList<>();
  private final Optional<GridAttention> attention;
  private final GroupNorm norm;

  /**
   * @param planes of the picture; 1 for a film alone
   * @param widths of the levels, at 1/2, 1/4, ... of the picture's size
   * @param counts residual blocks of each level
   * @param attends whether every cell of the deepest level attends to every other
   */
  Contraction(
      Parameters.Place at,
      int planes,
      List<Integer> widths,
      List<Integer> counts,
      boolean attends) {
    int levels = widths.size();
    this.planes = planes;
    this.stem = new Conv2d(at.at("stem"), planes * STEM * STEM, widths.get(0), 3);
    for (int level = 0; level < levels; level++) {
      int width = widths.get(level);
      blocks.add(blocks(at.at("level", level), width, counts.get(level)));
      if (level + 1 < levels) {
        // pixel-unshuffle before a convolution sees every pixel, where a stride would skip
        downs.add(new Conv2d(at.at("down", level), 4 * width, widths.get(level + 1), 1));
      }
    }
    int deepest = widths.get(levels - 1);
    this.attention =
        attends ? Optional.of(new GridAttention(at.at("attention"), deepest)) : Optional.empty();
    this.norm = new GroupNorm(at.at("norm"), deepest);
  }

  /** pictures [n, p, h, w] -> normalised, rectified features [n, e, h / 2^l, w / 2^l] */
  Tensor forward(Tensor pictures) {
    Tensors.require(pictures, "pictures", -1, planes, -1, -1);
    Tensor x = stem.forward(torch.pixel_unshuffle(pictures, STEM)); // -> [n, w0, h/2, w/2]
    for (int level = 0; level < blocks.size(); level++) {
      if (level > 0) {
        x = downs.get(level - 1).forward(torch.pixel_unshuffle(x, 2)); // halves h and w
      }
      for (ResidualBlock block : blocks.get(level)) {
        x = block.forward(x);
      }
    }
    Tensor deepest = x;
    return torch.silu(norm.forward(attention.map(all -> all.forward(deepest)).orElse(deepest)));
  }

  /** Residual blocks of one width, one after the other. */
  static List<ResidualBlock> blocks(Parameters.Place at, int width, int count) {
    List<ResidualBlock> blocks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      blocks.add(new ResidualBlock(at.at("block", i), width, width));
    }
    return blocks;
  }
}
