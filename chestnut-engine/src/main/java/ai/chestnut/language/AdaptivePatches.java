package ai.chestnut.language;

import ai.chestnut.nn.Conv2d;
import ai.chestnut.nn.Initial;
import ai.chestnut.nn.LayerNorm;
import ai.chestnut.nn.Linear;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Halves a grid of features by patches whose boxes it predicts: each cell looks at its four
 * features, moves and sizes a box, and sees nine points of it (Chen et al. 2021, Deformable Patch
 * Transformer, section 3.2). At first every box is half its cell wide and high, in the middle.
 *
 * <p>Legend: n batch, c channels, g cells along a side, p = g * g cells, row-major.
 */
final class AdaptivePatches {

  /**
   * What a layer gives.
   *
   * @param features [n, p, out]
   * @param boxes left, top, right, bottom as shares of the film's side, [n, p, 4]
   */
  record Seen(Tensor features, Tensor boxes) {}

  private static final int POINTS = 3;
  private static final long BILINEAR = 0;
  private static final long ZEROS = 0;

  /** tanh of it is a quarter: half of half a cell. */
  private static final double START = Math.log(Math.sqrt(5.0 / 3.0));

  private final int grid;
  private final Optional<Mover> mover;
  private final Device device;
  private final float[] anchors;
  private final float[] shares;
  private final Linear out;
  private final LayerNorm norm;

  /**
   * @param grid cells along a side of what comes out; twice as many come in
   * @param adaptive whether boxes are predicted; else each is its whole cell
   */
  AdaptivePatches(Parameters.Place at, int in, int out, int grid, boolean adaptive, Device device) {
    this.grid = grid;
    this.mover = adaptive ? Optional.of(new Mover(at.at("box"), in, grid)) : Optional.empty();
    this.device = device;
    this.anchors = anchors(grid);
    this.shares = shares();
    this.out = new Linear(at.at("patch"), in * POINTS * POINTS, out);
    this.norm = new LayerNorm(at.at("norm"), out);
  }

  /** x [n, c, 2g, 2g] */
  Seen forward(Tensor x) {
    Tensor wide = x.to(torch.ScalarType.Float);
    long n = x.size(0);
    long p = (long) grid * grid;
    Tensor middles = Tensors.of(anchors, device, 1, p, 2);
    Tensor boxes = mover.map(m -> m.boxes(x, middles)).orElseGet(() -> cells(middles, n));
    Tensor corner = boxes.narrow(2, 0, 2).unsqueeze(2); // [n, p, 1, 2]
    Tensor size = boxes.narrow(2, 2, 2).unsqueeze(2).sub(corner);
    Tensor places =
        corner.add(
            size.mul(
                Tensors.of(shares, device, 1, 1, POINTS * POINTS, 2))); // [n, p, 9, 2], in [0, 1]
    Tensor looked =
        torch.grid_sampler(
            wide, places.mul(new Scalar(2)).sub(new Scalar(1)), BILINEAR, ZEROS, false);
    Tensor rows = looked.permute(0, 2, 1, 3).reshape(n, p, x.size(1) * POINTS * POINTS);
    return new Seen(norm.forward(out.forward(rows)), boxes);
  }

  private Tensor cells(Tensor middles, long n) {
    Scalar half = new Scalar(0.5 / grid);
    return Tensors.joined(2, middles.sub(half), middles.add(half)).expand(n, -1, -1);
  }

  /** Middles of the cells as shares of the side. */
  private static float[] anchors(int grid) {
    float[] middles = new float[grid * grid * 2];
    for (int cell = 0; cell < grid * grid; cell++) {
      middles[2 * cell] = (cell % grid + 0.5f) / grid;
      middles[2 * cell + 1] = (cell / grid + 0.5f) / grid;
    }
    return middles;
  }

  /** Where a box's points lie, as shares of its width and height. */
  private static float[] shares() {
    float[] places = new float[POINTS * POINTS * 2];
    for (int point = 0; point < POINTS * POINTS; point++) {
      places[2 * point] = point % POINTS / (POINTS - 1f);
      places[2 * point + 1] = point / POINTS / (POINTS - 1f);
    }
    return places;
  }

  /** Predicts the boxes. */
  private static final class Mover {

    private final int grid;
    private final Conv2d look;
    private final LayerNorm norm;
    private final Tensor change; // [4, c], zero at first
    private final Tensor size;

    Mover(Parameters.Place at, int channels, int grid) {
      this.grid = grid;
      this.look = new Conv2d(at.at("look"), 4 * channels, channels, 1); // 2x2 kernel, stride 2
      this.norm = new LayerNorm(at.at("norm"), channels);
      this.change = at.declare("change", Initial.ZEROS, 4, channels);
      this.size = at.declare("size", (stream, shape) -> new float[] {(float) START}, 1);
    }

    /**
     * cx = ax + tanh(dx) / g, half width = relu(tanh(dw + b)) / g, cut at the film's edge; y alike.
     */
    Tensor boxes(Tensor x, Tensor anchors) {
      Tensor seen = look.forward(torch.pixel_unshuffle(x, 2)); // [n, c, g, g]
      Tensor cells = torch.gelu(norm.forward(seen.flatten(2, 3).transpose(1, 2))); // [n, p, c]
      Tensor moves = torch.linear(cells, change).to(torch.ScalarType.Float); // [n, p, 4]
      Scalar cell = new Scalar(1.0 / grid);
      Tensor middle = anchors.add(moves.narrow(2, 0, 2).tanh().mul(cell));
      Tensor half = moves.narrow(2, 2, 2).add(size).tanh().relu().mul(cell);
      return Tensors.joined(2, middle.sub(half), middle.add(half))
          .clamp(new ScalarOptional(new Scalar(0.0)), new ScalarOptional(new Scalar(1.0)));
    }
  }
}
