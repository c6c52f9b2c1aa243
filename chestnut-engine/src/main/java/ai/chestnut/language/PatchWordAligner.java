package ai.chestnut.language;

import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.GroupNorm;
import ai.chestnut.nn.Initial;
import ai.chestnut.nn.LayerNorm;
import ai.chestnut.nn.Linear;
import ai.chestnut.nn.Parameters;
import ai.chestnut.nn.ResidualBlock;
import ai.chestnut.nn.TransformerBlock;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Patches of films and words of reports in one space, each of length 1, so that their inner product
 * says how well a word names a patch (Chen et al. 2023, AdaMatch, arXiv 2312.08078, section 2.1).
 * Patches have boxes of their own, see {@link AdaptivePatches}.
 *
 * <p>Ours: a small encoder in the place of the published ones, and layer norms where they have
 * batch norms, so that a film's embedding does not depend on the films beside it.
 *
 * <p>Legend: n batch, s side, g = s / 16 patches along a side, p = g * g, k tokens, e shared width.
 */
public final class PatchWordAligner {

  private static final int STEM = 2;
  private static final double SPREAD = 0.02;
  private static final double EPSILON = 1e-8;
  private static final double TEMPERATURE = 0.07;
  private static final double WARMEST = 0.5;
  private static final double COLDEST = 0.01;

  /**
   * What is seen in films.
   *
   * @param embeddings of length 1, [n, p, e]; patches row-major
   * @param boxes left, top, right, bottom as shares of the side, [n, p, 4]
   */
  public record Patches(Tensor embeddings, Tensor boxes) {}

  private final PatchWordAlignerConfig config;
  private final Conv2d stem;
  private final List<List<ResidualBlock>> blocks = new ArrayList<>();
  private final Conv2d down;
  private final AdaptivePatches coarse;
  private final GroupNorm norm;
  private final AdaptivePatches fine;
  private final Tensor places;
  private final List<TransformerBlock> layers = new ArrayList<>();
  private final Head fromPatch;
  private final TextEncoder text;
  private final Head fromWord;
  private final Tensor logTemperature;

  public PatchWordAligner(Parameters.Place at, PatchWordAlignerConfig config, Device device) {
    PatchEncoderConfig film = config.film();
    List<Integer> widths = film.channels();
    this.config = config;
    this.stem = new Conv2d(at.at("stem"), STEM * STEM, widths.get(0), 3);
    for (int level = 0; level < 3; level++) {
      List<ResidualBlock> each = new ArrayList<>();
      for (int block = 0; block < film.blocks(); block++) {
        each.add(
            new ResidualBlock(
                at.at("level", level).at("block", block), widths.get(level), widths.get(level)));
      }
      blocks.add(each);
    }
    this.down = new Conv2d(at.at("down"), 4 * widths.get(0), widths.get(1), 1);
    this.coarse =
        new AdaptivePatches(
            at.at("coarse"),
            widths.get(1),
            widths.get(2),
            2 * film.grid(),
            film.adaptive(),
            device);
    this.norm = new GroupNorm(at.at("norm"), widths.get(2));
    this.fine =
        new AdaptivePatches(
            at.at("fine"), widths.get(2), widths.get(3), film.grid(), film.adaptive(), device);
    this.places =
        at.declare(
            "places", Initial.normal(SPREAD), (long) film.grid() * film.grid(), widths.get(3));
    for (int layer = 0; layer < film.layers(); layer++) {
      layers.add(new TransformerBlock(at.at("layer", layer), widths.get(3)));
    }
    this.fromPatch = new Head(at.at("patch"), widths.get(3), config.width());
    this.text = new TextEncoder(at.at("text"), config.text(), device);
    this.fromWord = new Head(at.at("word"), config.text().width(), config.width());
    this.logTemperature =
        at.declare(
            "log-temperature", (stream, shape) -> new float[] {(float) Math.log(TEMPERATURE)}, 1);
  }

  public PatchWordAlignerConfig config() {
    return config;
  }

  /** films [n, 1, s, s] in [-1, 1] */
  public Patches patches(Tensor films) {
    int side = config.film().side();
    Tensors.require(films, "aligner films", -1, 1, side, side);
    Tensor x = through(0, stem.forward(torch.pixel_unshuffle(films, STEM))); // [n, w0, s/2, s/2]
    x = through(1, down.forward(torch.pixel_unshuffle(x, 2))); // [n, w1, s/4, s/4]
    Tensor rows = coarse.forward(x).features(); // [n, (s/8)^2, w2]
    int cells = 2 * config.film().grid();
    x = through(2, rows.transpose(1, 2).reshape(rows.size(0), rows.size(2), cells, cells));
    AdaptivePatches.Seen seen = fine.forward(torch.silu(norm.forward(x)));
    Tensor patches = seen.features().add(places); // [n, p, w3]
    for (TransformerBlock layer : layers) {
      patches = layer.forward(patches);
    }
    return new Patches(unit(fromPatch.forward(patches)), seen.boxes());
  }

  /** token ids [n, k], int64 -> embeddings of length 1, [n, k, e] */
  public Tensor words(Tensor tokens) {
    return unit(fromWord.forward(text.forward(tokens)));
  }

  /** What similarities are divided by, [1]; learned, kept within 0.01 to 0.5. */
  public Tensor temperature() {
    return logTemperature
        .exp()
        .clamp(new ScalarOptional(new Scalar(COLDEST)), new ScalarOptional(new Scalar(WARMEST)));
  }

  private Tensor through(int level, Tensor x) {
    Tensor y = x;
    for (ResidualBlock block : blocks.get(level)) {
      y = block.forward(y);
    }
    return y;
  }

  /** x [.., e] in float32 with every vector at length 1 */
  private static Tensor unit(Tensor x) {
    Tensor wide = x.to(torch.ScalarType.Float);
    return wide.mul(torch.rsqrt(wide.square().sum(-1).add(new Scalar(EPSILON))).unsqueeze(-1));
  }

  /** The way into the shared space. */
  private static final class Head {

    private final Linear wide;
    private final LayerNorm norm;
    private final Linear narrow;

    Head(Parameters.Place at, int in, int out) {
      this.wide = new Linear(at.at("wide"), in, 2 * out);
      this.norm = new LayerNorm(at.at("norm"), 2 * out);
      this.narrow = new Linear(at.at("narrow"), 2 * out, out);
    }

    Tensor forward(Tensor x) {
      return narrow.forward(torch.relu(norm.forward(wide.forward(x))));
    }
  }
}
