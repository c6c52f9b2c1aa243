package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;

/**
 * Small changes that leave a film a film: rotation, shift, scale, tone. Never a flip: the heart has
 * a side.
 *
 * @param degrees largest rotation either way
 * @param shift largest shift either way, as a share of the side
 * @param scale largest relative change of size either way
 * @param tone largest relative change of contrast and of gamma either way
 */
public record Augmentation(double degrees, double shift, double scale, double tone) {

  public Augmentation {
    if (!(degrees >= 0 && degrees <= 15)
        || !(shift >= 0 && shift <= 0.2)
        || !(scale >= 0 && scale <= 0.3)
        || !(tone >= 0 && tone <= 0.5)) {
      throw new RequestException(
          "augmentation",
          "degrees, shift, scale, tone",
          degrees + ", " + shift + ", " + scale + ", " + tone,
          "degrees in [0, 15], shift in [0, 0.2], scale in [0, 0.3], tone in [0, 0.5]");
    }
  }

  /**
   * A square window of the changed film in [-1, 1], row-major; outside the film its nearest edge
   * pixel stands.
   */
  float[] window(Films films, int film, int left, int top, int size, RandomStream stream) {
    double angle = Math.toRadians(stream.uniform(-degrees, degrees));
    double zoom = 1 + stream.uniform(-scale, scale);
    double cos = Math.cos(angle) / zoom;
    double sin = Math.sin(angle) / zoom;
    double centre = (films.side() - 1) / 2.0;
    double dx = stream.uniform(-shift, shift) * films.side();
    double dy = stream.uniform(-shift, shift) * films.side();
    double gain = 1 + stream.uniform(-tone, tone);
    double gamma = Math.exp(stream.uniform(-tone, tone));
    float[] out = new float[size * size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double u = left + x - centre;
        double v = top + y - centre;
        double unit =
            bilinear(films, film, centre + dx + cos * u - sin * v, centre + dy + sin * u + cos * v);
        double toned = Math.pow(unit, gamma);
        out[y * size + x] = (float) Math.max(-1, Math.min(1, ((toned - 0.5) * gain + 0.5) * 2 - 1));
      }
    }
    return out;
  }

  private static double bilinear(Films films, int film, double x, double y) {
    int last = films.side() - 1;
    double cx = Math.max(0, Math.min(last, x));
    double cy = Math.max(0, Math.min(last, y));
    int x0 = (int) cx;
    int y0 = (int) cy;
    int x1 = Math.min(last, x0 + 1);
    int y1 = Math.min(last, y0 + 1);
    double fx = cx - x0;
    double fy = cy - y0;
    double upper = films.grey(film, x0, y0) * (1 - fx) + films.grey(film, x1, y0) * fx;
    double lower = films.grey(film, x0, y1) * (1 - fx) + films.grey(film, x1, y1) * fx;
    return (upper * (1 - fy) + lower * fy) / 255;
  }
}
