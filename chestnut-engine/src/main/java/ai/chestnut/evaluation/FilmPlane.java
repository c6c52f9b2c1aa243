package ai.chestnut.evaluation;

import ai.chestnut.radiograph.Radiograph;

/** Films as planes of numbers and back. */
final class FilmPlane {

  private FilmPlane() {}

  /** Grey values in [0, 1], exactly value / (2^bits - 1) in 64 bits. */
  static Plane unit(Radiograph film) {
    return scaled(film, 1);
  }

  /** Grey values in [0, 255]; whole numbers for films of 8 bit. */
  static Plane upTo255(Radiograph film) {
    return scaled(film, 255);
  }

  private static Plane scaled(Radiograph film, double white) {
    double[] values = new double[film.width() * film.height()];
    double top = (1 << film.bitDepth()) - 1;
    for (int i = 0; i < values.length; i++) {
      values[i] = film.at(i % film.width(), i / film.width()) * white / top;
    }
    return new Plane(film.width(), film.height(), values);
  }

  /** A film of other grey values in [0, 1], else as it was. */
  static Radiograph film(Radiograph like, float[] unit) {
    Radiograph changed = Radiograph.ofUnit(like.width(), like.height(), like.bitDepth(), unit);
    return like.spacing().map(changed::withSpacing).orElse(changed);
  }

  static float[] floats(Plane plane) {
    float[] out = new float[plane.values().length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) plane.values()[i];
    }
    return out;
  }

  /** Bilinear between pixels; beyond the border the nearest pixel. */
  static double between(Plane plane, double x, double y) {
    double inX = Math.min(Math.max(x, 0), plane.width() - 1.0);
    double inY = Math.min(Math.max(y, 0), plane.height() - 1.0);
    int left = Math.min((int) inX, Math.max(0, plane.width() - 2));
    int top = Math.min((int) inY, Math.max(0, plane.height() - 2));
    int right = Math.min(left + 1, plane.width() - 1);
    int bottom = Math.min(top + 1, plane.height() - 1);
    double u = inX - left;
    double v = inY - top;
    double upper = (1 - u) * plane.at(left, top) + u * plane.at(right, top);
    double lower = (1 - u) * plane.at(left, bottom) + u * plane.at(right, bottom);
    return (1 - v) * upper + v * lower;
  }
}
