package ai.chestnut.diffusion;

import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.Initial;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Spatial control of a network whose own weights stay as they are: a second contracting half that
 * also sees a hint, joined to the first by convolutions that start at zero. Zhang et al. 2023,
 * section 3 and figure 3.
 *
 * <p>Legend: n batch, p hint planes, H W film pixels, c latent channels, h w latent cells (an
 * eighth of H W), k text tokens, e context width.
 */
public final class ControlBranch {

  /** The place of the second half, whose parameters are named as those of the steered network. */
  public static final String COPY = "copy";

  /**
   * What is added to a {@link UNet}.
   *
   * @param skips to each of its skips, in order of making
   * @param middle to the result of its middle
   */
  public record Residuals(List<Tensor> skips, Tensor middle) {

    Residuals scaled(double factor) {
      return factor == 1
          ? this
          : new Residuals(
              skips.stream().map(skip -> Tensors.scaled(skip, factor)).toList(),
              Tensors.scaled(middle, factor));
    }
  }

  private final int planes;
  private final List<Conv2d> shrinking = new ArrayList<>();
  private final Conv2d hintOut;
  private final UNetEncoder copy;
  private final List<Conv2d> joints = new ArrayList<>();
  private final Conv2d middleJoint;

  public ControlBranch(Parameters.Place at, ControlBranchConfig config) {
    UNetConfig network = config.network();
    this.planes = config.planes();
    int width = planes;
    for (int level = 0; level < config.hintChannels().size(); level++) {
      int next = config.hintChannels().get(level);
      shrinking.add(new Conv2d(at.at("hint", level), width, next, 3, 2, Initial.FAN_IN));
      width = next;
    }
    this.hintOut = zero(at.at("hint-out"), width, network.channels().get(0), 3);
    this.copy = new UNetEncoder(at.at(COPY), network, network.latentChannels());
    for (int i = 0; i < copy.skipWidths().size(); i++) {
      int skip = copy.skipWidths().get(i);
      joints.add(zero(at.at("joint", i), skip, skip, 1));
    }
    int deepest = network.channels().get(network.channels().size() - 1);
    this.middleJoint = zero(at.at("middle-joint"), deepest, deepest, 1);
  }

  private static Conv2d zero(Parameters.Place at, int in, int out, int kernel) {
    return new Conv2d(at, in, out, kernel, 1, Initial.ZEROS);
  }

  /** Hint [n, p, H, W] in [0, 1] -> [n, width of the first level, h, w]; the same at every step. */
  public Tensor read(Tensor hint) {
    Tensor x = Tensors.require(hint, "hint", -1, planes, -1, -1);
    for (Conv2d halving : shrinking) {
      x = torch.silu(halving.forward(x));
    }
    return hintOut.forward(x);
  }

  /**
   * @param x scaled noisy latents [n, c, h, w]
   * @param levels what the network is told of the noise [n], float64
   * @param context text tokens [n, k, e]
   * @param hint as {@link #read} made it
   */
  public Residuals forward(Tensor x, Tensor levels, Tensor context, Tensor hint) {
    UNetEncoder.Encoded encoded = copy.forward(x, levels, context, Optional.of(hint), 0);
    List<Tensor> skips = new ArrayList<>();
    for (int i = 0; i < joints.size(); i++) {
      skips.add(joints.get(i).forward(encoded.skips().get(i)));
    }
    return new Residuals(skips, middleJoint.forward(encoded.middle()));
  }
}
