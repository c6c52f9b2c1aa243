package ai.chestnut.diffusion;

import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.GroupNorm;
import ai.chestnut.nn.Initial;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The denoising network: residual blocks down and up with skips, transformer blocks that read the
 * text at the smaller sizes. Ronneberger et al. 2015, Dhariwal and Nichol 2021, Rombach et al.
 * 2022, section 3.3.
 *
 * <p>Legend: n batch, c latent channels, h w latent cells, k text tokens, e context width.
 */
public final class UNet {

  private final Device device;
  private final UNetEncoder encoder;
  private final List<List<UNetStage>> up = new ArrayList<>();
  private final List<Conv2d> doublings = new ArrayList<>();
  private final GroupNorm norm;
  private final Conv2d out;
  private double dropped;

  public UNet(Parameters.Place at, UNetConfig config, Device device) {
    this(at, config, config.latentChannels(), device);
  }

  /**
   * @param inputs planes of the input: the latents', and what is laid beside them
   */
  public UNet(Parameters.Place at, UNetConfig config, int inputs, Device device) {
    List<Integer> widths = config.channels();
    int wide = config.embedding();
    this.device = device;
    this.encoder = new UNetEncoder(at, config, inputs);
    Deque<Integer> skips = new ArrayDeque<>();
    encoder.skipWidths().forEach(skips::push);
    int width = widths.get(widths.size() - 1);
    for (int level = widths.size() - 1; level >= 0; level--) {
      List<UNetStage> stages = new ArrayList<>();
      for (int block = 0; block <= config.blocks(); block++) {
        boolean attends = config.attention().get(level) && block == config.blocks();
        stages.add(
            UNetStage.of(
                at.at("up", level).at("block", block),
                width + skips.pop(),
                widths.get(level),
                wide,
                attends,
                config.contextWidth()));
        width = widths.get(level);
      }
      up.add(stages);
      if (level > 0) {
        doublings.add(new Conv2d(at.at("up", level).at("double"), width, width, 3));
      }
    }
    this.norm = new GroupNorm(at.at("norm"), width);
    this.out = new Conv2d(at.at("out"), width, config.latentChannels(), 3, 1, Initial.ZEROS);
  }

  /**
   * From now on drops this share of the hidden features of every residual block (Srivastava et al.
   * 2014); 0 at first. For training alone: the draws come from libtorch's generator.
   */
  public void drop(double share) {
    dropped = share;
  }

  /** {@link #forward(Tensor, Tensor, Tensor, Optional)} without control. */
  public Tensor forward(Tensor x, double[] levels, Tensor context) {
    return forward(x, Tensors.of(levels, device, levels.length), context, Optional.empty());
  }

  /**
   * @param x scaled noisy latents [n, c, h, w]; h and w divisible by 2 for every halving
   * @param levels what the network is told of the noise [n], float64
   * @param context text tokens [n, k, e]
   * @param control what a {@link ControlBranch} adds to the skips and the middle
   * @return prediction [n, c, h, w]
   */
  public Tensor forward(
      Tensor x, Tensor levels, Tensor context, Optional<ControlBranch.Residuals> control) {
    UNetEncoder.Encoded encoded = encoder.forward(x, levels, context, Optional.empty(), dropped);
    Tensor told = encoded.told();
    Deque<Tensor> skips = new ArrayDeque<>();
    for (int i = 0; i < encoded.skips().size(); i++) {
      Tensor skip = encoded.skips().get(i);
      skips.push(control.isPresent() ? skip.add(control.get().skips().get(i)) : skip);
    }
    Tensor y = control.map(c -> encoded.middle().add(c.middle())).orElse(encoded.middle());
    for (int step = 0; step < up.size(); step++) {
      for (UNetStage stage : up.get(step)) {
        y = stage.forward(Tensors.joined(1, y, skips.pop()), told, context, dropped);
      }
      if (step < doublings.size()) {
        y = doublings.get(step).forward(torch.upsample_nearest2d(y, 2 * y.size(2), 2 * y.size(3)));
      }
    }
    return out.forward(torch.silu(norm.forward(y)));
  }
}
