package ai.chestnut.training;

import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The drawn changes of a batch as they are done on the device: one affine map and one tone curve a
 * row. What belongs to a film, such as its masks, goes through the same map.
 *
 * @param affine where the corners come from, [n, 2, 3]
 * @param map sampling positions, [n, crop, crop, 2]
 * @param gamma exponent of the grey values, [n, 1, 1, 1]
 * @param gain contrast about middle grey, [n, 1, 1, 1]
 */
record Warp(Tensor affine, Tensor map, Tensor gamma, Tensor gain) {

  private static final long BILINEAR = 0;
  private static final long NEAREST = 1;
  private static final long BORDER = 1;

  /**
   * Draws a window and a change for each of n squares of this side.
   *
   * @param crop side of the windows
   */
  static Warp drawn(
      RandomStream stream, int n, int side, int crop, Augmentation change, Device device) {
    float[] affine = new float[6 * n];
    float[] gamma = new float[n];
    float[] gain = new float[n];
    double part = crop / (double) side;
    for (int i = 0; i < n; i++) {
      double left = side == crop ? 0 : stream.nextInt(side - crop + 1);
      double top = side == crop ? 0 : stream.nextInt(side - crop + 1);
      double angle = Math.toRadians(stream.uniform(-change.degrees(), change.degrees()));
      double zoom = 1 + stream.uniform(-change.scale(), change.scale());
      double cos = Math.cos(angle) / zoom;
      double sin = Math.sin(angle) / zoom;
      double x = (2 * left + crop) / side - 1; // centre of the window, the film being [-1, 1]
      double y = (2 * top + crop) / side - 1;
      double dx = 2 * stream.uniform(-change.shift(), change.shift());
      double dy = 2 * stream.uniform(-change.shift(), change.shift());
      affine[6 * i] = (float) (cos * part);
      affine[6 * i + 1] = (float) (-sin * part);
      affine[6 * i + 2] = (float) (dx + cos * x - sin * y);
      affine[6 * i + 3] = (float) (sin * part);
      affine[6 * i + 4] = (float) (cos * part);
      affine[6 * i + 5] = (float) (dy + sin * x + cos * y);
      gain[i] = (float) (1 + stream.uniform(-change.tone(), change.tone()));
      gamma[i] = (float) Math.exp(stream.uniform(-change.tone(), change.tone()));
    }
    Tensor moves = Tensors.of(affine, device, n, 2, 3);
    Tensor map = torch.affine_grid_generator(moves, new long[] {n, 1, crop, crop}, false);
    return new Warp(
        moves, map, Tensors.of(gamma, device, n, 1, 1, 1), Tensors.of(gain, device, n, 1, 1, 1));
  }

  /** The changed films in [-1, 1]; outside a film its nearest edge pixel stands. */
  Tensor film(Tensor films) {
    Tensor unit =
        torch
            .grid_sampler(films, map, BILINEAR, BORDER, false)
            .add(new Scalar(1))
            .mul(new Scalar(0.5))
            .clamp(new ScalarOptional(new Scalar(0)), most());
    Tensor toned = unit.pow(gamma).sub(new Scalar(0.5)).mul(gain);
    return toned.mul(new Scalar(2)).clamp(new ScalarOptional(new Scalar(-1)), most());
  }

  /** The masks, [n, k, s, s] float32, moved as the films were; outside a mask nothing is. */
  Tensor masks(Tensor masks) {
    return torch.grid_sampler(masks, map, NEAREST, 0, false);
  }

  /** {@link #masks} of changes that were drawn before. */
  static Tensor moved(Tensor masks, Tensor affine) {
    Tensor map = torch.affine_grid_generator(affine, masks.shape(), false);
    return torch.grid_sampler(masks, map, NEAREST, 0, false);
  }

  private static ScalarOptional most() {
    return new ScalarOptional(new Scalar(1));
  }
}
