package ai.chestnut.layout;

import java.util.Arrays;

/**
 * Exact squared Euclidean distances to a set, in linear time: Felzenszwalb and Huttenlocher,
 * Distance transforms of sampled functions (Theory of Computing 8, 2012), algorithm 1, along
 * columns and then rows.
 */
public final class Distances {

  private static final float FAR = 1e12f;

  private Distances() {}

  /**
   * @return for each pixel, row-major, the squared distance between its centre and that of the
   *     nearest pixel of the set; 1e12 everywhere if the set is empty
   */
  public static float[] squaredTo(Mask set) {
    int width = set.width();
    int height = set.height();
    float[] grid = new float[width * height];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = set.at(i % width, i / width) ? 0 : FAR;
    }
    if (set.isEmpty()) {
      return grid;
    }
    float[] line = new float[Math.max(width, height)];
    float[] out = new float[line.length];
    for (int x = 0; x < width; x++) {
      for (int y = 0; y < height; y++) {
        line[y] = grid[y * width + x];
      }
      lowerEnvelope(line, height, out);
      for (int y = 0; y < height; y++) {
        grid[y * width + x] = out[y];
      }
    }
    for (int y = 0; y < height; y++) {
      System.arraycopy(grid, y * width, line, 0, width);
      lowerEnvelope(line, width, out);
      System.arraycopy(out, 0, grid, y * width, width);
    }
    return grid;
  }

  private static void lowerEnvelope(float[] f, int n, float[] out) {
    int[] vertex = new int[n];
    double[] from = new double[n + 1];
    int k = -1;
    for (int q = 0; q < n; q++) {
      if (f[q] >= FAR) {
        continue;
      }
      double start = Double.NEGATIVE_INFINITY;
      while (k >= 0) {
        int v = vertex[k];
        start = ((f[q] + (double) q * q) - (f[v] + (double) v * v)) / (2.0 * (q - v));
        if (start > from[k]) {
          break;
        }
        start = Double.NEGATIVE_INFINITY;
        k--;
      }
      k++;
      vertex[k] = q;
      from[k] = start;
    }
    if (k < 0) {
      Arrays.fill(out, 0, n, FAR);
      return;
    }
    from[k + 1] = Double.POSITIVE_INFINITY;
    int segment = 0;
    for (int q = 0; q < n; q++) {
      while (from[segment + 1] < q) {
        segment++;
      }
      double apart = q - vertex[segment];
      out[q] = (float) (apart * apart + f[vertex[segment]]);
    }
  }
}
