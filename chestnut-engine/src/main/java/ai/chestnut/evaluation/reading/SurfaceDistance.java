package ai.chestnut.evaluation.reading;

import ai.chestnut.layout.Distances;
import ai.chestnut.layout.Mask;
import java.util.Arrays;
import java.util.BitSet;

/**
 * How far the borders of two masks are apart. The border of a mask is its pixels with a neighbour
 * above, below, left or right that is not in it.
 */
final class SurfaceDistance {

  private static final double SHARE = 0.95;

  private SurfaceDistance() {}

  /**
   * The 95 % Hausdorff distance in pixels: the larger of the two 95 % quantiles of the distances
   * from one border to the other (Huttenlocher et al. 1993, with the quantile in place of the
   * maximum).
   *
   * @param one not empty
   * @param other not empty, of the same size
   */
  static double hausdorff95(Mask one, Mask other) {
    Mask first = border(one);
    Mask second = border(other);
    return Math.max(directed(first, second), directed(second, first));
  }

  private static double directed(Mask from, Mask to) {
    float[] squared = Distances.squaredTo(to);
    BitSet pixels = from.bits();
    double[] distances = new double[pixels.cardinality()];
    int count = 0;
    for (int i = pixels.nextSetBit(0); i >= 0; i = pixels.nextSetBit(i + 1)) {
      distances[count++] = Math.sqrt(squared[i]);
    }
    Arrays.sort(distances);
    return distances[(int) Math.ceil(SHARE * count) - 1];
  }

  private static Mask border(Mask mask) {
    int width = mask.width();
    return Mask.where(
        width,
        mask.height(),
        i -> {
          int x = i % width;
          int y = i / width;
          return mask.at(x, y)
              && !(mask.at(x - 1, y)
                  && mask.at(x + 1, y)
                  && mask.at(x, y - 1)
                  && mask.at(x, y + 1));
        });
  }
}
