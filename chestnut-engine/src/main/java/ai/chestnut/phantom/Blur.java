package ai.chestnut.phantom;

/** Separable Gaussian blur of row-major pictures; beyond the border the border goes on. */
final class Blur {

  private Blur() {}

  static float[] gaussian(float[] in, int size, double sigma) {
    return gaussian(in, size, size, sigma);
  }

  /**
   * @param sigma in pixels; large ones are done on a coarser grid where the sides allow
   */
  static float[] gaussian(float[] in, int width, int height, double sigma) {
    int step = 1;
    while (sigma / step > 4 && halves(width, step) && halves(height, step)) {
      step *= 2;
    }
    if (step == 1) {
      return direct(in, width, height, sigma);
    }
    int narrow = width / step;
    int low = height / step;
    float[] coarse = new float[narrow * low];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        coarse[y / step * narrow + x / step] += in[y * width + x];
      }
    }
    float share = 1f / (step * step);
    for (int i = 0; i < coarse.length; i++) {
      coarse[i] *= share;
    }
    return enlarged(direct(coarse, narrow, low, sigma / step), narrow, low, step);
  }

  private static boolean halves(int side, int step) {
    return side / (2 * step) >= 8 && side % (2 * step) == 0;
  }

  private static float[] enlarged(float[] in, int width, int height, int step) {
    int wide = width * step;
    float[] out = new float[in.length * step * step];
    for (int y = 0; y < height * step; y++) {
      double v = Math.min(Math.max((y + 0.5) / step - 0.5, 0), height - 1.0);
      int y0 = Math.min((int) v, height - 2);
      float fy = (float) (v - y0);
      for (int x = 0; x < wide; x++) {
        double u = Math.min(Math.max((x + 0.5) / step - 0.5, 0), width - 1.0);
        int x0 = Math.min((int) u, width - 2);
        float fx = (float) (u - x0);
        int at = y0 * width + x0;
        float above = in[at] + fx * (in[at + 1] - in[at]);
        float below = in[at + width] + fx * (in[at + width + 1] - in[at + width]);
        out[y * wide + x] = above + fy * (below - above);
      }
    }
    return out;
  }

  private static float[] direct(float[] in, int width, int height, double sigma) {
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
    float[] padded = new float[width + 2 * reach];
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < padded.length; i++) {
        padded[i] = in[y * width + Math.min(Math.max(i - reach, 0), width - 1)];
      }
      for (int x = 0; x < width; x++) {
        float value = kernel[0] * padded[x + reach];
        for (int k = 1; k <= reach; k++) {
          value += kernel[k] * (padded[x + reach - k] + padded[x + reach + k]);
        }
        across[y * width + x] = value;
      }
    }
    float[] out = new float[in.length];
    for (int y = 0; y < height; y++) {
      for (int k = -reach; k <= reach; k++) {
        float weight = kernel[Math.abs(k)];
        int row = Math.min(Math.max(y + k, 0), height - 1) * width;
        for (int x = 0; x < width; x++) {
          out[y * width + x] += weight * across[row + x];
        }
      }
    }
    return out;
  }
}
