package ai.chestnut.phantom;

import ai.chestnut.random.RandomStream;

/**
 * Smooth random fields: independent normals on a coarse grid, joined by uniform cubic B-splines (de
 * Boor 1978, chapter IX) and scaled to unit variance on average.
 */
final class SmoothNoise {

  /** Variance that the B-spline leaves of unit normals, in one dimension, on average. */
  private static final double KEPT = 151.0 / 315;

  private SmoothNoise() {}

  /**
   * @param cells grid cells across the picture, at least 1
   * @return size * size values, mean 0, variance about 1
   */
  static float[] field(int size, int cells, RandomStream stream) {
    int knots = cells + 3;
    float[] grid = new float[knots * knots];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = normal(stream);
    }
    float[][] weights = new float[size][4];
    int[] first = new int[size];
    for (int i = 0; i < size; i++) {
      double at = (i + 0.5) / size * cells;
      first[i] = (int) at;
      double t = at - first[i];
      double s = 1 - t;
      weights[i][0] = (float) (s * s * s / 6);
      weights[i][1] = (float) ((3 * t * t * t - 6 * t * t + 4) / 6);
      weights[i][2] = (float) ((3 * s * s * s - 6 * s * s + 4) / 6);
      weights[i][3] = (float) (t * t * t / 6);
    }
    float[] wide = new float[knots * size];
    for (int row = 0; row < knots; row++) {
      for (int x = 0; x < size; x++) {
        int at = row * knots + first[x];
        float[] w = weights[x];
        wide[row * size + x] =
            w[0] * grid[at] + w[1] * grid[at + 1] + w[2] * grid[at + 2] + w[3] * grid[at + 3];
      }
    }
    float[] out = new float[size * size];
    float scale = (float) (1 / KEPT);
    for (int y = 0; y < size; y++) {
      float[] w = weights[y];
      int at = first[y] * size;
      for (int x = 0; x < size; x++) {
        out[y * size + x] =
            scale
                * (w[0] * wide[at + x]
                    + w[1] * wide[at + size + x]
                    + w[2] * wide[at + 2 * size + x]
                    + w[3] * wide[at + 3 * size + x]);
      }
    }
    return out;
  }

  /**
   * Fields of doubling fineness added up, each weaker by {@code decay}.
   *
   * @param finest no grid finer than this many cells
   */
  static float[] octaves(int size, int coarsest, int finest, double decay, RandomStream stream) {
    float[] sum = new float[size * size];
    double weight = 1;
    double power = 0;
    for (int cells = coarsest; cells <= Math.min(finest, size); cells *= 2) {
      float[] layer = field(size, cells, stream);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += (float) weight * layer[i];
      }
      power += weight * weight;
      weight *= decay;
    }
    float scale = (float) (1 / Math.sqrt(Math.max(power, 1e-12)));
    for (int i = 0; i < sum.length; i++) {
      sum[i] *= scale;
    }
    return sum;
  }

  /**
   * Nearly normal, of unit variance, from one draw: the sum of four 16-bit uniforms (Hall 1927).
   */
  static float normal(RandomStream stream) {
    long bits = stream.nextLong();
    long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
    return (sum / 65536f - 2f + 2f / 65536f) * 1.7320508f;
  }
}
