package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import java.util.Arrays;

/**
 * Changes under which an expert must still see the same: another position and size, exposure, tone,
 * sharpness, grain, uneven light, a collimated border, a marker (domain randomisation, Tobin et al.
 * 2017). Never a flip: the heart has a side.
 *
 * @param degrees largest rotation either way
 * @param shift largest shift either way, as a share of the side
 * @param scale largest relative change of size either way
 * @param tone largest logarithm of gamma, and largest relative change of contrast
 * @param blur largest radius of a box blur, in pixels of the expert's square
 * @param noise largest standard deviation of grain, in shares of the grey range
 * @param light largest uneven brightness across the film, in shares of the grey range
 * @param cover chance of a border, and of a marker
 */
record Disguise(
    double degrees,
    double shift,
    double scale,
    double tone,
    double blur,
    double noise,
    double light,
    double cover) {

  Disguise {
    if (!(degrees >= 0 && degrees <= 20)
        || !(shift >= 0 && shift <= 0.2)
        || !(scale >= 0 && scale <= 0.4)
        || !(tone >= 0 && tone <= 1)
        || !(blur >= 0 && blur <= 4)
        || !(noise >= 0 && noise <= 0.2)
        || !(light >= 0 && light <= 0.5)
        || !(cover >= 0 && cover <= 1)) {
      throw new RequestException(
          "disguise",
          "degrees, shift, scale, tone, blur, noise, light, cover",
          toString(),
          "degrees to 20, shift to 0.2, scale to 0.4, tone to 1, blur to 4, noise to 0.2,"
              + " light to 0.5, cover to 1; none below 0");
    }
  }

  /** Nothing is changed. */
  static final Disguise NONE = new Disguise(0, 0, 0, 0, 0, 0, 0, 0);

  /**
   * An example as it is seen once.
   *
   * @param film mean 0, deviation 1
   * @param source for every pixel where in the example's planes it was; nearest
   */
  record Seen(float[] film, int[] source) {}

  Seen seen(Example example, int side, RandomStream stream) {
    double angle = Math.toRadians(stream.uniform(-degrees, degrees));
    double zoom = 1 + stream.uniform(-scale, scale);
    double stretch = 1 + stream.uniform(-scale, scale) / 3;
    double cos = Math.cos(angle) / zoom;
    double sin = Math.sin(angle) / zoom;
    double centre = (side - 1) / 2.0;
    double dx = stream.uniform(-shift, shift) * side;
    double dy = stream.uniform(-shift, shift) * side;
    float[] film = new float[side * side];
    int[] source = new int[side * side];
    byte[] grey = example.film();
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        double u = x - centre;
        double v = (y - centre) * stretch;
        double fromX = kept(centre + dx + cos * u - sin * v, side);
        double fromY = kept(centre + dy + sin * u + cos * v, side);
        film[y * side + x] = bilinear(grey, side, fromX, fromY);
        source[y * side + x] = (int) Math.round(fromY) * side + (int) Math.round(fromX);
      }
    }
    expose(film, side, stream);
    return new Seen(standard(film), source);
  }

  private void expose(float[] film, int side, RandomStream stream) {
    double gamma = Math.exp(stream.uniform(-tone, tone));
    double contrast = 1 + stream.uniform(-tone, tone) / 2;
    double across = stream.uniform(-light, light);
    double down = stream.uniform(-light, light);
    double grain = stream.uniform(0, noise);
    int radius = (int) Math.floor(stream.uniform(0, blur + 0.999));
    if (blur > 0 && radius > 0) {
      blur(film, side, radius);
    }
    float[] normals = grain > 0 ? stream.normals(film.length) : new float[0];
    for (int i = 0; i < film.length; i++) {
      int row = i / side;
      double value = Math.pow(film[i], gamma);
      value = (value - 0.5) * contrast + 0.5;
      value += across * ((double) (i % side) / side - 0.5) + down * ((double) row / side - 0.5);
      if (normals.length > 0) {
        value += grain * normals[i];
      }
      film[i] = (float) Math.max(0, Math.min(1, value));
    }
    if (stream.chance(cover)) {
      border(film, side, stream);
    }
    if (stream.chance(cover)) {
      int width = 2 + stream.nextInt(Math.max(1, side / 12));
      int height = 2 + stream.nextInt(Math.max(1, side / 16));
      int left = stream.nextInt(side - width);
      int top = stream.nextInt(side / 5);
      fill(film, side, left, top, width, height, 1f);
    }
  }

  private static void border(float[] film, int side, RandomStream stream) {
    int most = side / 9;
    float grey = stream.chance(0.8) ? 0f : 1f;
    fill(film, side, 0, 0, side, stream.nextInt(most), grey);
    int foot = stream.nextInt(most);
    fill(film, side, 0, side - foot, side, foot, grey);
    fill(film, side, 0, 0, stream.nextInt(most), side, grey);
    int right = stream.nextInt(most);
    fill(film, side, side - right, 0, right, side, grey);
  }

  private static void fill(
      float[] film, int side, int left, int top, int width, int height, float grey) {
    for (int y = top; y < top + height; y++) {
      Arrays.fill(film, y * side + left, y * side + left + width, grey);
    }
  }

  private static void blur(float[] film, int side, int radius) {
    float[] line = new float[side];
    for (int pass = 0; pass < 2; pass++) {
      int stride = pass == 0 ? 1 : side;
      int step = pass == 0 ? side : 1;
      for (int k = 0; k < side; k++) {
        for (int i = 0; i < side; i++) {
          line[i] = film[k * step + i * stride];
        }
        for (int i = 0; i < side; i++) {
          double sum = 0;
          for (int d = -radius; d <= radius; d++) {
            sum += line[Math.max(0, Math.min(side - 1, i + d))];
          }
          film[k * step + i * stride] = (float) (sum / (2 * radius + 1));
        }
      }
    }
  }

  private static float[] standard(float[] film) {
    double sum = 0;
    double squares = 0;
    for (float value : film) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / film.length;
    double deviation = Math.sqrt(Math.max(1e-6, squares / film.length - mean * mean));
    for (int i = 0; i < film.length; i++) {
      film[i] = (float) ((film[i] - mean) / deviation);
    }
    return film;
  }

  private static double kept(double at, int side) {
    return Math.max(0, Math.min(side - 1, at));
  }

  private static float bilinear(byte[] grey, int side, double x, double y) {
    int x0 = (int) x;
    int y0 = (int) y;
    int x1 = Math.min(side - 1, x0 + 1);
    int y1 = Math.min(side - 1, y0 + 1);
    double fx = x - x0;
    double fy = y - y0;
    double upper = (grey[y0 * side + x0] & 0xFF) * (1 - fx) + (grey[y0 * side + x1] & 0xFF) * fx;
    double lower = (grey[y1 * side + x0] & 0xFF) * (1 - fx) + (grey[y1 * side + x1] & 0xFF) * fx;
    return (float) ((upper * (1 - fy) + lower * fy) / 255);
  }
}
