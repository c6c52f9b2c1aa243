package ai.chestnut.expert;

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
 * Film to features at falling resolution, by residual blocks (He et al. 2016). The film enters by
 * pixel-unshuffle, so that no layer works at full size.
 *
 * <p>Legend: n batch, s side, l level from 0, c channels of the level.
 */
public final class FilmEncoder {

  private static final int STEM = 2;

  private final int side;
  private final Conv2d stem;
  private final List<List<ResidualBlock>> levels = new ArrayList<>();
  private final List<Conv2d> downs = new ArrayList<>();
  private final GroupNorm norm;

  public FilmEncoder(Parameters.Place at, EncoderConfig config) {
    List<Integer> widths = config.channels();
    this.side = config.side();
    this.stem = new Conv2d(at.at("stem"), STEM * STEM, widths.get(0), 3);
    for (int level = 0; level < widths.size(); level++) {
      int width = widths.get(level);
      List<ResidualBlock> blocks = new ArrayList<>();
      for (int block = 0; block < config.blocks(); block++) {
        blocks.add(new ResidualBlock(at.at("level", level).at("block", block), width, width));
      }
      levels.add(blocks);
      if (level + 1 < widths.size()) {
        // unshuffled, not strided: a strided kernel's centre drifts by half a pixel a level, and
        // the activation map with it
        downs.add(new Conv2d(at.at("down", level), 4 * width, widths.get(level + 1), 1));
      }
    }
    this.norm = new GroupNorm(at.at("norm"), config.deepest());
  }

  /** films [n, 1, s, s] -> one [n, c, s / 2^(l + 1), s / 2^(l + 1)] for each level */
  public List<Tensor> levels(Tensor films) {
    Tensor x = stem.forward(torch.pixel_unshuffle(require(films), STEM)); // halves s
    List<Tensor> features = new ArrayList<>();
    for (int level = 0; level < levels.size(); level++) {
      if (level > 0) {
        x = downs.get(level - 1).forward(torch.pixel_unshuffle(x, 2)); // halves it again
      }
      for (ResidualBlock block : levels.get(level)) {
        x = block.forward(x);
      }
      features.add(x);
    }
    return features;
  }

  /** films [n, 1, s, s] -> normalised, rectified features of the deepest level */
  public Tensor deepest(Tensor films) {
    List<Tensor> features = levels(films);
    return torch.silu(norm.forward(features.get(features.size() - 1)));
  }

  private Tensor require(Tensor films) {
    return Tensors.require(films, "expert films", -1, 1, side, side);
  }
}
