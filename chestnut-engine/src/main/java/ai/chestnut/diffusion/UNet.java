package ai.chestnut.diffusion;

import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.GroupNorm;
import ai.chestnut.nn.Linear;
import ai.chestnut.nn.Parameters;
import ai.chestnut.nn.ResidualBlock;
import ai.chestnut.nn.TransformerBlock;
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

  /** A residual block and the transformer block after it, where there is one. */
  private record Stage(ResidualBlock residual, Optional<TransformerBlock> transformer) {

    Tensor forward(Tensor x, Tensor embedding, Tensor context) {
      Tensor y = residual.forward(x, embedding); // [n, in, h, w] -> [n, out, h, w]
      return transformer.map(block -> attend(block, y, context)).orElse(y);
    }

    private static Tensor attend(TransformerBlock block, Tensor x, Tensor context) {
      long[] shape = x.shape();
      Tensor tokens = x.flatten(2, 3).transpose(1, 2); // [n, c, h, w] -> [n, h*w, c]
      return block.forward(tokens, context).transpose(1, 2).reshape(shape);
    }
  }

  private final int latentChannels;
  private final int contextWidth;
  private final Device device;
  private final NoiseEmbedding embedding;
  private final Linear pooledText;
  private final Conv2d stem;
  private final List<List<Stage>> down = new ArrayList<>();
  private final List<Conv2d> halvings = new ArrayList<>();
  private final Stage middle;
  private final ResidualBlock middleOut;
  private final List<List<Stage>> up = new ArrayList<>();
  private final List<Conv2d> doublings = new ArrayList<>();
  private final GroupNorm norm;
  private final Conv2d out;

  public UNet(Parameters.Place at, UNetConfig config, Device device) {
    List<Integer> widths = config.channels();
    int wide = config.embedding();
    this.latentChannels = config.latentChannels();
    this.contextWidth = config.contextWidth();
    this.device = device;
    this.embedding = new NoiseEmbedding(at.at("noise"), wide);
    this.pooledText = new Linear(at.at("pooled-text"), contextWidth, wide);
    this.stem = new Conv2d(at.at("stem"), latentChannels, widths.get(0), 3);
    Deque<Integer> skips = new ArrayDeque<>(List.of(widths.get(0)));
    int width = widths.get(0);
    for (int level = 0; level < widths.size(); level++) {
      List<Stage> stages = new ArrayList<>();
      for (int block = 0; block < config.blocks(); block++) {
        boolean attends = config.attention().get(level) && block == config.blocks() - 1;
        stages.add(
            stage(
                at.at("down", level).at("block", block), width, widths.get(level), wide, attends));
        width = widths.get(level);
        skips.push(width);
      }
      down.add(stages);
      if (level < widths.size() - 1) {
        halvings.add(
            new Conv2d(
                at.at("down", level).at("halve"),
                width,
                width,
                3,
                2,
                ai.chestnut.nn.Initial.FAN_IN));
        skips.push(width);
      }
    }
    this.middle = stage(at.at("middle"), width, width, wide, true);
    this.middleOut = new ResidualBlock(at.at("middle-out"), width, width, wide);
    for (int level = widths.size() - 1; level >= 0; level--) {
      List<Stage> stages = new ArrayList<>();
      for (int block = 0; block <= config.blocks(); block++) {
        boolean attends = config.attention().get(level) && block == config.blocks();
        stages.add(
            stage(
                at.at("up", level).at("block", block),
                width + skips.pop(),
                widths.get(level),
                wide,
                attends));
        width = widths.get(level);
      }
      up.add(stages);
      if (level > 0) {
        doublings.add(new Conv2d(at.at("up", level).at("double"), width, width, 3));
      }
    }
    this.norm = new GroupNorm(at.at("norm"), width);
    this.out = new Conv2d(at.at("out"), width, latentChannels, 3, 1, ai.chestnut.nn.Initial.ZEROS);
  }

  /**
   * @param x scaled noisy latents [n, c, h, w]; h and w divisible by 2 for every halving
   * @param levels what the network is told of the noise, one per row
   * @param context text tokens [n, k, e]
   * @return prediction [n, c, h, w]
   */
  public Tensor forward(Tensor x, double[] levels, Tensor context) {
    Tensors.require(x, "latents", levels.length, latentChannels, -1, -1);
    Tensors.require(context, "text tokens", levels.length, -1, contextWidth);
    Tensor told =
        embedding
            .forward(levels, device)
            .add(pooledText.forward(context.mean(new long[] {1}, false, NONE)));
    Deque<Tensor> skips = new ArrayDeque<>();
    Tensor y = stem.forward(x);
    skips.push(y);
    for (int level = 0; level < down.size(); level++) {
      for (Stage stage : down.get(level)) {
        y = stage.forward(y, told, context);
        skips.push(y);
      }
      if (level < halvings.size()) {
        y = halvings.get(level).forward(y); // [n, c, h, w] -> [n, c, h/2, w/2]
        skips.push(y);
      }
    }
    y = middleOut.forward(middle.forward(y, told, context), told);
    for (int step = 0; step < up.size(); step++) {
      for (Stage stage : up.get(step)) {
        y = stage.forward(Tensors.joined(1, y, skips.pop()), told, context);
      }
      if (step < doublings.size()) {
        y = doublings.get(step).forward(torch.upsample_nearest2d(y, 2 * y.size(2), 2 * y.size(3)));
      }
    }
    return out.forward(torch.silu(norm.forward(y)));
  }

  private static final org.bytedeco.pytorch.ScalarTypeOptional NONE =
      new org.bytedeco.pytorch.ScalarTypeOptional();

  private static Stage stage(
      Parameters.Place at, int in, int out, int embedding, boolean attends, int context) {
    return new Stage(
        new ResidualBlock(at.at("residual"), in, out, embedding),
        attends
            ? Optional.of(new TransformerBlock(at.at("transformer"), out, context))
            : Optional.empty());
  }

  private Stage stage(Parameters.Place at, int in, int out, int embedding, boolean attends) {
    return stage(at, in, out, embedding, attends, contextWidth);
  }
}
