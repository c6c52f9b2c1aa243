package ai.chestnut.training;

import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * How far two sets of films of one number and side lie apart, in the looks of their small windows
 * at every scale: the sliced Wasserstein distance of 7x7 windows of a Laplacian pyramid (Karras et
 * al. 2018, section 5; Rabin et al. 2011, equation 3). Each scale counts in units of the first
 * set's deviation, so that fine ones count as much as coarse ones; unlike there, the sets' own
 * means and deviations are left in, for a film that is too pale shall count as wrong.
 *
 * <p>Legend: n films, s side, p windows of a film, k directions.
 */
final class SlicedWasserstein {

  private static final int WINDOW = 7;
  private static final int LEAST_SIDE = 16;
  private static final int WINDOWS = 48;
  private static final int DIRECTIONS = 64;
  private static final double EPSILON = 1e-6;

  private SlicedWasserstein() {}

  /**
   * Mean distance over the scales; 0 for equal sets.
   *
   * @param real [n, 1, s, s]
   * @param made likewise
   * @param stream draws windows and directions
   */
  static double distance(Tensor real, Tensor made, RandomStream stream, Device device) {
    List<Tensor> reals = pyramid(real);
    List<Tensor> mades = pyramid(made);
    double sum = 0;
    for (int scale = 0; scale < reals.size(); scale++) {
      sum += distance(reals.get(scale), mades.get(scale), stream, device, scale);
    }
    return sum / reals.size();
  }

  private static double distance(
      Tensor real, Tensor made, RandomStream stream, Device device, int scale) {
    int side = Math.toIntExact(real.size(2));
    RandomStream own = stream.child("scale " + scale);
    int[] corners = new int[2 * WINDOWS];
    for (int i = 0; i < corners.length; i++) {
      corners[i] = own.nextInt(side - WINDOW + 1);
    }
    Tensor directions = Tensors.noise(own, device, WINDOW * WINDOW, DIRECTIONS);
    Tensor unit = directions.div(directions.square().sum(new long[] {0}, true, none()).sqrt());
    Tensor apart =
        sorted(windows(real, corners), unit).sub(sorted(windows(made, corners), unit)).abs();
    Tensor deviation = real.std(true).add(new Scalar(EPSILON));
    return apart.mean().div(deviation).item_double();
  }

  private static ScalarTypeOptional none() {
    return new ScalarTypeOptional(torch.ScalarType.Float);
  }

  /** [n, 1, s, s] -> [n * p, 49] */
  private static Tensor windows(Tensor films, int[] corners) {
    TensorVector windows = new TensorVector();
    for (int i = 0; i < corners.length; i += 2) {
      windows.push_back(
          films.narrow(2, corners[i], WINDOW).narrow(3, corners[i + 1], WINDOW).flatten(1, 3));
    }
    return torch.cat(windows, 0);
  }

  /** Windows along every direction, in order of size: [n * p, k] */
  private static Tensor sorted(Tensor windows, Tensor directions) {
    return windows.matmul(directions).sort(0, false).get0().view(windows.size(0), -1);
  }

  /** What each halving of the side takes away, and what is left in the end. */
  private static List<Tensor> pyramid(Tensor films) {
    List<Tensor> scales = new ArrayList<>();
    Tensor now = films;
    while (now.size(2) >= 2 * LEAST_SIDE) {
      Tensor half = torch.avg_pool2d(now, 2, 2);
      scales.add(now.sub(torch.upsample_nearest2d(half, now.size(2), now.size(3))));
      now = half;
    }
    scales.add(now);
    return scales;
  }
}
