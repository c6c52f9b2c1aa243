package ai.chestnut.evaluation.reading;

/**
 * How much structure a film has at each scale: the mean variance inside blocks of 2 x 2 pixels, of
 * the film and of the film halved once, twice, …, after its grey was brought to mean 0 and
 * deviation 1. These are the powers of the levels of a Haar wavelet transform (Mallat 1989), the
 * finest first.
 */
final class Octaves {

  /** How many scales. */
  static final int COUNT = 5;

  /** Below this a power is taken for it, so that a flat film has a logarithm: 2^-20. */
  private static final double LEAST = 0x1.0p-20;

  private Octaves() {}

  /** Binary logarithms of the powers, finest first. */
  static double[] of(GreyPlane film) {
    GreyPlane level = film.standardised();
    double[] octaves = new double[COUNT];
    for (int octave = 0; octave < COUNT; octave++) {
      int width = level.width() / 2;
      int height = level.height() / 2;
      if (width == 0 || height == 0) {
        octaves[octave] = log2(LEAST);
        continue;
      }
      float[] halved = new float[width * height];
      double power = 0;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double a = level.at(2 * x, 2 * y);
          double b = level.at(2 * x + 1, 2 * y);
          double c = level.at(2 * x, 2 * y + 1);
          double d = level.at(2 * x + 1, 2 * y + 1);
          double mean = (a + b + c + d) / 4;
          power += (a * a + b * b + c * c + d * d) / 4 - mean * mean;
          halved[y * width + x] = (float) mean;
        }
      }
      octaves[octave] = log2(Math.max(LEAST, power / (width * (double) height)));
      level = new GreyPlane(width, height, halved);
    }
    return octaves;
  }

  /** The finest octave over the next, in octaves of power: falls where a film is blurred. */
  static double sharpness(double[] octaves) {
    return octaves[0] - octaves[1];
  }

  private static double log2(double value) {
    return Math.log(value) / Math.log(2);
  }
}
