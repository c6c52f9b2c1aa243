package ai.chestnut.phantom;

import ai.chestnut.random.RandomStream;
import java.util.Arrays;

/** Turns attenuation into a film: scatter, quantum noise, the detector's blur, and its tone. */
record Exposure(
    double noise, double blur, double scatter, double contrast, double collimation, double gamma) {

  static Exposure draw(FilmRanges ranges, RandomStream stream) {
    return new Exposure(
        ranges.noise().draw(stream),
        ranges.blur().draw(stream),
        ranges.scatter().draw(stream),
        ranges.contrast().draw(stream),
        stream.chance(ranges.collimated()) ? stream.uniform(0.005, 0.05) : 0,
        stream.uniform(0.85, 1.2));
  }

  /**
   * What the detector sees, as a logarithm: primary rays and a veil of scatter, which is their
   * blurred copy.
   *
   * @return log attenuation with scatter, size * size
   */
  float[] detected(float[] attenuation, int size) {
    float[] primary = new float[attenuation.length];
    for (int i = 0; i < primary.length; i++) {
      primary[i] = (float) Math.exp(-attenuation[i]);
    }
    // air beside the body scatters nothing into it: limit the source to what a body lets through
    float[] source = primary.clone();
    for (int i = 0; i < source.length; i++) {
      source[i] = Math.min(source[i], 0.12f);
    }
    float[] veil = Blur.gaussian(source, size, 0.07 * size);
    float[] out = new float[primary.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) -Math.log(primary[i] + scatter * veil[i]);
    }
    return out;
  }

  /**
   * @param detected from {@link #detected}, with whatever was drawn into it
   * @return the film in [0, 1], bright where much was lost
   */
  float[] film(float[] detected, int size, RandomStream stream) {
    double scale = size / 256.0;
    float[] grain = new float[detected.length];
    for (int i = 0; i < grain.length; i++) {
      // quanta arrive as exp(-L); the relative error of N quanta is 1 / sqrt(N) (Poisson)
      double sigma = noise * Math.exp(0.5 * (detected[i] - 2)) * scale;
      grain[i] = detected[i] + (float) sigma * SmoothNoise.normal(stream);
    }
    float[] sharp = Blur.gaussian(grain, size, blur * scale);
    return tone(sharp, size);
  }

  /** Local contrast as digital detectors apply it, then an S-shaped curve between two levels. */
  private float[] tone(float[] log, int size) {
    float[] broad = Blur.gaussian(log, size, size / 26.0);
    double low = quantile(log, size, 0.10, true);
    double high = quantile(log, size, 0.93, true);
    float[] out = new float[log.length];
    for (int i = 0; i < out.length; i++) {
      double crisp = log[i] + 0.55 * (log[i] - broad[i]);
      double t = (crisp - low) / Math.max(high - low, 1e-6);
      out[i] = (float) curve(t);
    }
    int edge = (int) Math.round(collimation * size);
    for (int i = 0; i < out.length && edge > 0; i++) {
      int x = i % size;
      int y = i / size;
      if (x < edge || y < edge || x >= size - edge || y >= size - edge) {
        out[i] = 0.01f;
      }
    }
    return out;
  }

  private double curve(double t) {
    double steep = 3.4 * contrast;
    double s = 1 / (1 + Math.exp(-steep * (t - 0.45)));
    return Math.pow(s, gamma);
  }

  /** Over the middle of the picture, so that air beside the body does not count. */
  private static double quantile(float[] values, int size, double share, boolean middle) {
    int margin = middle ? size / 8 : 0;
    int inner = size - 2 * margin;
    float[] some = new float[inner * inner];
    for (int y = 0; y < inner; y++) {
      System.arraycopy(values, (y + margin) * size + margin, some, y * inner, inner);
    }
    Arrays.sort(some);
    return some[(int) Math.min(some.length - 1, share * some.length)];
  }
}
