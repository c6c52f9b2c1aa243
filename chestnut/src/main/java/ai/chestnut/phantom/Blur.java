package ai.chestnut.phantom;

/** Separable Gaussian blur of square pictures; beyond the border the border goes on. */
final class Blur {

  private Blur() {}

  /**
   * @param sigma in pixels; large ones are done on a coarser grid
   */
  static float[] gaussian(float[] in, int size, double sigma) {
    int step = 1;
    while (sigma / step > 4 && size / (2 * step) >= 8 && size % (2 * step) == 0) {
      step *= 2;
    }
    if (step == 1) {
      return direct(in, size, sigma);
    }
    int small = size / step;
    float[] coarse = new float[small * small];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        coarse[y / step * small + x / step] += in[y * size + x];
      }
    }
    float share = 1f / (step * step);
    for (int i = 0; i < coarse.length; i++) {
      coarse[i] *= share;
    }
    return enlarged(direct(coarse, small, sigma / step), small, size);
  }

  private static float[] enlarged(float[] in, int from, int to) {
    float[] out = new float[to * to];
    double ratio = (double) from / to;
    for (int y = 0; y < to; y++) {
      double v = Math.min(Math.max((y + 0.5) * ratio - 0.5, 0), from - 1.0);
      int y0 = Math.min((int) v, from - 2);
      float fy = (float) (v - y0);
      for (int x = 0; x < to; x++) {
        double u = Math.min(Math.max((x + 0.5) * ratio - 0.5, 0), from - 1.0);
        int x0 = Math.min((int) u, from - 2);
        float fx = (float) (u - x0);
        int at = y0 * from + x0;
        float above = in[at] + fx * (in[at + 1] - in[at]);
        float below = in[at + from] + fx * (in[at + from + 1] - in[at + from]);
        out[y * to + x] = above + fy * (below - above);
      }
    }
    return out;
  }

  private static float[] direct(float[] in, int size, double sigma) {
    int reach = (int) Math.ceil(3 * sigma);
    if (reach == 0) {
      return in.clone();
    }
    float[] kernel = new float[reach + 1];
    double sum = 0;
    for (int i = 0; i <= reach; i++) {
      kernel[i] = (float) Math.exp(-i * i / (2 * sigma * sigma));
      sum += i == 0 ? kernel[i] : 2 * kernel[i];
    }
    for (int i = 0; i <= reach; i++) {
      kernel[i] /= (float) sum;
    }
    float[] across = new float[in.length];
    float[] padded = new float[size + 2 * reach];
    for (int y = 0; y < size; y++) {
      for (int i = 0; i < padded.length; i++) {
        padded[i] = in[y * size + Math.min(Math.max(i - reach, 0), size - 1)];
      }
      for (int x = 0; x < size; x++) {
        float value = kernel[0] * padded[x + reach];
        for (int k = 1; k <= reach; k++) {
          value += kernel[k] * (padded[x + reach - k] + padded[x + reach + k]);
        }
        across[y * size + x] = value;
      }
    }
    float[] out = new float[in.length];
    for (int y = 0; y < size; y++) {
      for (int k = -reach; k <= reach; k++) {
        float weight = kernel[Math.abs(k)];
        int row = Math.min(Math.max(y + k, 0), size - 1) * size;
        for (int x = 0; x < size; x++) {
          out[y * size + x] += weight * across[row + x];
        }
      }
    }
    return out;
  }
}
