package ai.chestnut.phantom;

/**
 * From film values to relative log attenuation and back. A film's tone curve is S-shaped around a
 * straight middle (Hurter and Driffield 1890), and nobody kept it: the logistic curve stands for
 * it. Its scale does not matter, because findings are drawn relative to the film's own lung and
 * heart.
 */
final class FilmTone {

  private static final double MARGIN = 0.03; // black and white stay finite

  private FilmTone() {}

  /**
   * @param unit film values in [0, 1]
   * @return log attenuation, rising with the value
   */
  static float[] log(float[] unit) {
    float[] out = new float[unit.length];
    for (int i = 0; i < out.length; i++) {
      double v = MARGIN + (1 - 2 * MARGIN) * unit[i];
      out[i] = (float) Math.log(v / (1 - v));
    }
    return out;
  }

  /** The inverse of {@link #log}; beyond its ends it saturates. */
  static float[] unit(float[] log) {
    float[] out = new float[log.length];
    for (int i = 0; i < out.length; i++) {
      double v = (1 / (1 + Math.exp(-log[i])) - MARGIN) / (1 - 2 * MARGIN);
      out[i] = (float) Math.min(Math.max(v, 0), 1);
    }
    return out;
  }
}
