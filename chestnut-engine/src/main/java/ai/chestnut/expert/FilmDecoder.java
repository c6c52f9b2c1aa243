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
 * Features of every level back to planes of the film's size, each level joined to what comes from
 * below (Ronneberger et al. 2015, figure 1).
 *
 * <p>Legend: n batch, s side, k planes.
 */
public final class FilmDecoder {

  private final List<Conv2d> ups = new ArrayList<>();
  private final List<ResidualBlock> blocks = new ArrayList<>();
  private final GroupNorm norm;
  private final Conv2d toPlanes;

  public FilmDecoder(Parameters.Place at, EncoderConfig config, int planes) {
    List<Integer> widths = config.channels();
    for (int level = widths.size() - 2; level >= 0; level--) {
      int width = widths.get(level);
      ups.add(new Conv2d(at.at("up", level), widths.get(level + 1), 4 * width, 1));
      blocks.add(new ResidualBlock(at.at("level", level), 2 * width, width));
    }
    this.norm = new GroupNorm(at.at("norm"), widths.get(0));
    this.toPlanes = new Conv2d(at.at("planes"), widths.get(0), 4 * planes, 3);
  }

  /** features of the encoder's levels, finest first -> logits [n, k, s, s] */
  public Tensor forward(List<Tensor> features) {
    Tensor x = features.get(features.size() - 1);
    for (int step = 0; step < ups.size(); step++) {
      Tensor wide = torch.pixel_shuffle(ups.get(step).forward(x), 2); // doubles h and w
      x = blocks.get(step).forward(Tensors.joined(1, wide, features.get(ups.size() - 1 - step)));
    }
    return torch.pixel_shuffle(toPlanes.forward(torch.silu(norm.forward(x))), 2);
  }
}
