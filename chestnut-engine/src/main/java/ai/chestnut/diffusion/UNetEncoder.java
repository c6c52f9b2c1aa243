package ai.chestnut.diffusion;

import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.Initial;
import ai.chestnut.nn.Linear;
import ai.chestnut.nn.Parameters;
import ai.chestnut.nn.ResidualBlock;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * The contracting half of a {@link UNet} with its middle. A {@link ControlBranch} is a second one
 * of these, beside the first.
 *
 * <p>Legend: n batch, c latent channels, h w latent cells, k text tokens, e context width.
 */
final class UNetEncoder {

  private static final ScalarTypeOptional SAME_TYPE = new ScalarTypeOptional();

  /**
   * What the expanding half needs.
   *
   * @param told embedding of noise level and text [n, 4 * width of the first level]
   * @param skips every intermediate result, in order of making
   * @param middle at the smallest size
   */
  record Encoded(Tensor told, List<Tensor> skips, Tensor middle) {}

  private final int inputs;
  private final int contextWidth;
  private final NoiseEmbedding embedding;
  private final Linear pooledText;
  private final Conv2d stem;
  private final List<List<UNetStage>> down = new ArrayList<>();
  private final List<Conv2d> halvings = new ArrayList<>();
  private final UNetStage middle;
  private final ResidualBlock middleOut;
  private final List<Integer> skipWidths = new ArrayList<>();

  UNetEncoder(Parameters.Place at, UNetConfig config, int inputs) {
    List<Integer> widths = config.channels();
    int wide = config.embedding();
    this.inputs = inputs;
    this.contextWidth = config.contextWidth();
    this.embedding = new NoiseEmbedding(at.at("noise"), wide);
    this.pooledText = new Linear(at.at("pooled-text"), contextWidth, wide);
    this.stem = new Conv2d(at.at("stem"), inputs, widths.get(0), 3);
    int width = widths.get(0);
    skipWidths.add(width);
    for (int level = 0; level < widths.size(); level++) {
      List<UNetStage> stages = new ArrayList<>();
      for (int block = 0; block < config.blocks(); block++) {
        boolean attends = config.attention().get(level) && block == config.blocks() - 1;
        Parameters.Place place = at.at("down", level).at("block", block);
        stages.add(UNetStage.of(place, width, widths.get(level), wide, attends, contextWidth));
        width = widths.get(level);
        skipWidths.add(width);
      }
      down.add(stages);
      if (level < widths.size() - 1) {
        halvings.add(
            new Conv2d(at.at("down", level).at("halve"), width, width, 3, 2, Initial.FAN_IN));
        skipWidths.add(width);
      }
    }
    this.middle = UNetStage.of(at.at("middle"), width, width, wide, true, contextWidth);
    this.middleOut = new ResidualBlock(at.at("middle-out"), width, width, wide);
  }

  /** Channels of each of {@link Encoded#skips}. */
  List<Integer> skipWidths() {
    return skipWidths;
  }

  /**
   * @param x scaled noisy latents [n, c, h, w]
   * @param levels what the network is told of the noise [n], float64
   * @param context text tokens [n, k, e]
   * @param hint what is added to the stem's result [n, width of the first level, h, w]
   */
  Encoded forward(Tensor x, Tensor levels, Tensor context, Optional<Tensor> hint, double dropped) {
    long n = levels.size(0);
    Tensors.require(x, "latents", n, inputs, -1, -1);
    Tensors.require(context, "text tokens", n, -1, contextWidth);
    Tensor told =
        embedding
            .forward(levels)
            .add(pooledText.forward(context.mean(new long[] {1}, false, SAME_TYPE)));
    List<Tensor> skips = new ArrayList<>();
    Tensor stemmed = stem.forward(x);
    Tensor y = hint.map(stemmed::add).orElse(stemmed);
    skips.add(y);
    for (int level = 0; level < down.size(); level++) {
      for (UNetStage stage : down.get(level)) {
        y = stage.forward(y, told, context, dropped);
        skips.add(y);
      }
      if (level < halvings.size()) {
        y = halvings.get(level).forward(y); // [n, c, h, w] -> [n, c, h/2, w/2]
        skips.add(y);
      }
    }
    Tensor inner = middle.forward(y, told, context, dropped);
    return new Encoded(told, skips, middleOut.forward(inner, told, dropped));
  }
}
