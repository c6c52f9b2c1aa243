package ai.chestnut.radiograph;

/** Separable resampling of row-major float pictures; pixel areas cover the unit square. */
public final class Resampling {

  private Resampling() {}

  /** Weights of one output line: input samples first .. first + weights.length - 1. */
  private record Tap(int first, float[] weights) {}

  /**
   * The resampling of one axis as a matrix, for those who resample elsewhere: row-major, {@code to}
   * rows of {@code from} weights, each row with a sum of 1.
   */
  public static float[] matrix(int from, int to) {
    float[] matrix = new float[to * from];
    Tap[] taps = taps(from, to);
    for (int i = 0; i < to; i++) {
      System.arraycopy(
          taps[i].weights(), 0, matrix, i * from + taps[i].first(), taps[i].weights().length);
    }
    return matrix;
  }

  static float[] triangle(float[] in, int width, int height, int toWidth, int toHeight) {
    Tap[] across = taps(width, toWidth);
    float[] narrow = new float[toWidth * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < toWidth; x++) {
        Tap tap = across[x];
        float sum = 0;
        for (int i = 0; i < tap.weights().length; i++) {
          sum += tap.weights()[i] * in[y * width + tap.first() + i];
        }
        narrow[y * toWidth + x] = sum;
      }
    }
    Tap[] down = taps(height, toHeight);
    float[] out = new float[toWidth * toHeight];
    for (int y = 0; y < toHeight; y++) {
      Tap tap = down[y];
      for (int i = 0; i < tap.weights().length; i++) {
        int row = (tap.first() + i) * toWidth;
        for (int x = 0; x < toWidth; x++) {
          out[y * toWidth + x] += tap.weights()[i] * narrow[row + x];
        }
      }
    }
    return out;
  }

  private static Tap[] taps(int from, int to) {
    double step = (double) from / to;
    double reach = Math.max(step, 1);
    Tap[] taps = new Tap[to];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * step - 0.5;
      int first = Math.max(0, (int) Math.ceil(centre - reach));
      int last = Math.min(from - 1, (int) Math.floor(centre + reach));
      float[] weights = new float[last - first + 1];
      double sum = 0;
      for (int j = first; j <= last; j++) {
        double weight = Math.max(0, 1 - Math.abs(j - centre) / reach);
        weights[j - first] = (float) weight;
        sum += weight;
      }
      for (int j = 0; j < weights.length; j++) {
        weights[j] /= (float) sum;
      }
      taps[i] = new Tap(first, weights);
    }
    return taps;
  }
}
