package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The blocks of a film as NIQE sees them: Mittal, Soundararajan and Bovik (2013), section 2, and
 * the program that they published. Each block of {@value #SIDE} by {@value #SIDE} pixels, and the
 * same at half size, gives 18 numbers: shape and mean scale of its normalised luminance, and shape,
 * mean, left and right scale of the products of neighbours to the right, below and on both
 * diagonals. Luminance is grey in [0, 255], less its local mean, over its local deviation plus 1,
 * in a Gaussian window of 7 by 7 pixels and deviation 7/6. What is left of the film at right and
 * below is cut off.
 *
 * @param features [block][36], column by column of blocks; NaN for a block without texture
 * @param sharpness [block], the mean local deviation at full size
 */
record NaturalnessBlocks(double[][] features, double[] sharpness) {

  static final int FEATURES = 36;
  static final int SIDE = 96;

  private static final double[] WINDOW = Plane.gaussian(7, 7.0 / 6);
  private static final int[][] NEIGHBOURS = {{1, 0}, {0, 1}, {1, 1}, {-1, 1}}; // right, below

  /**
   * @throws RequestException for a film of less than two blocks a side, 192 pixels: so few blocks
   *     have no covariance
   */
  static NaturalnessBlocks of(Radiograph film) {
    if (Math.min(film.width(), film.height()) < 2 * SIDE) {
      throw new RequestException(
          "film", "NIQE", film.width() + "x" + film.height(), "at least 192 pixels a side");
    }
    int across = film.width() / SIDE;
    int down = film.height() / SIDE;
    Plane plane = FilmPlane.upTo255(film).part(0, 0, across * SIDE, down * SIDE);
    Plane deviation = deviation(plane, plane.smoothed(WINDOW, Plane.Border.REPLICATED));
    Plane fine = normalised(plane);
    Plane coarse = normalised(halvedByCubic(plane));
    List<double[]> features = new ArrayList<>();
    double[] sharpness = new double[across * down];
    for (int i = 0; i < sharpness.length; i++) {
      int x = i / down * SIDE;
      int y = i % down * SIDE;
      double[] block = Arrays.copyOf(features(fine.part(x, y, SIDE, SIDE)), FEATURES);
      double[] half = features(coarse.part(x / 2, y / 2, SIDE / 2, SIDE / 2));
      System.arraycopy(half, 0, block, half.length, half.length);
      features.add(block);
      sharpness[i] = deviation.part(x, y, SIDE, SIDE).mean();
    }
    return new NaturalnessBlocks(features.toArray(double[][]::new), sharpness);
  }

  private static Plane normalised(Plane plane) {
    Plane mean = plane.smoothed(WINDOW, Plane.Border.REPLICATED);
    Plane deviation = deviation(plane, mean);
    return plane.with(mean, (a, m) -> a - m).with(deviation, (a, s) -> a / (s + 1));
  }

  private static Plane deviation(Plane plane, Plane mean) {
    return plane
        .with(plane, (a, b) -> a * b)
        .smoothed(WINDOW, Plane.Border.REPLICATED)
        .with(mean, (square, m) -> Math.sqrt(Math.abs(square - m * m)));
  }

  /** The 18 numbers of a block at one size; neighbours beyond its border are those at the other. */
  private static double[] features(Plane block) {
    double[] features = new double[FEATURES / 2];
    AsymmetricGaussian single = AsymmetricGaussian.fit(block.values());
    features[0] = single.shape();
    features[1] = (single.left() + single.right()) / 2;
    int at = 2;
    for (int[] way : NEIGHBOURS) {
      AsymmetricGaussian pair = AsymmetricGaussian.fit(products(block, way[0], way[1]));
      features[at++] = pair.shape();
      features[at++] = pair.mean();
      features[at++] = pair.left();
      features[at++] = pair.right();
    }
    return features;
  }

  private static double[] products(Plane block, int right, int below) {
    int side = block.width();
    double[] products = new double[side * side];
    for (int y = 0; y < side; y++) {
      int row = Math.floorMod(y - below, side);
      for (int x = 0; x < side; x++) {
        products[y * side + x] = block.at(x, y) * block.at(Math.floorMod(x - right, side), row);
      }
    }
    return products;
  }

  /**
   * Half the size by Keys's cubic (1981, a = -1/2), widened by two against aliasing; pixels beyond
   * the border mirror those before it.
   */
  private static Plane halvedByCubic(Plane plane) {
    return halvedAcross(halvedAcross(plane).transposed()).transposed();
  }

  private static Plane halvedAcross(Plane plane) {
    double[] taps = new double[8]; // at distances 3.5, 2.5, ... to either side
    for (int i = 0; i < taps.length; i++) {
      taps[i] = cubic(Math.abs(i - 3.5) / 2) / 2;
    }
    int wide = plane.width() / 2;
    double[] out = new double[wide * plane.height()];
    for (int i = 0; i < out.length; i++) {
      int first = 2 * (i % wide) - 3;
      for (int tap = 0; tap < taps.length; tap++) {
        int x = first + tap;
        int mirrored = x < 0 ? -1 - x : x >= plane.width() ? 2 * plane.width() - 1 - x : x;
        out[i] += taps[tap] * plane.at(mirrored, i / wide);
      }
    }
    return new Plane(wide, plane.height(), out);
  }

  private static double cubic(double x) {
    return x <= 1 ? (1.5 * x - 2.5) * x * x + 1 : ((-0.5 * x + 2.5) * x - 4) * x + 2;
  }
}
