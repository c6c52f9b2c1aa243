package ai.chestnut.expert;

import ai.chestnut.layout.Mask;
import ai.chestnut.radiograph.Radiograph;
import java.util.Arrays;

/**
 * How a film of any size lies in the square that a net sees: scaled to fit, its shape kept, centred
 * on black; and how what the net says of the square comes back to the film's own pixels.
 *
 * <p>Planes are row-major squares over the same field as the square, of any resolution; between
 * their samples values are interpolated linearly, and nothing of the surround reaches the film.
 */
public record FilmFrame(int filmWidth, int filmHeight, int side) {

  /** Grey deviation of a film below which it counts as flat: half a level of 8 bit. */
  private static final double FLAT = 0.5 / 255;

  public FilmFrame {
    if (filmWidth < 1 || filmHeight < 1 || side < 1) {
      throw new IllegalArgumentException(
          "film frame: got "
              + filmWidth
              + "x"
              + filmHeight
              + " in "
              + side
              + ", expected at least 1 each");
    }
  }

  public static FilmFrame of(Radiograph film, int side) {
    return new FilmFrame(film.width(), film.height(), side);
  }

  /**
   * The square's values, row-major: the film's grey brought to mean 0 and deviation 1, so that
   * exposure and bit depth do not matter; black around it.
   *
   * @param film of this frame's size
   */
  public float[] values(Radiograph film) {
    if (film.width() != filmWidth || film.height() != filmHeight) {
      throw new IllegalArgumentException(
          "film: got " + film + ", expected " + filmWidth + "x" + filmHeight);
    }
    float[] grey = film.resized(width(), height()).unit();
    double sum = 0;
    double squares = 0;
    for (float value : grey) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / grey.length;
    double deviation = Math.max(FLAT, Math.sqrt(Math.max(0, squares / grey.length - mean * mean)));
    float[] square = new float[side * side];
    Arrays.fill(square, (float) (-mean / deviation));
    for (int y = 0; y < height(); y++) {
      for (int x = 0; x < width(); x++) {
        square[(top() + y) * side + left() + x] =
            (float) ((grey[y * width() + x] - mean) / deviation);
      }
    }
    return square;
  }

  /**
   * At every film pixel the number of the highest plane, the first of equals; row-major.
   *
   * @param planes at least {@code count} squares, one after the other
   */
  byte[] highest(float[] planes, int count, int resolution) {
    Tap[] across = across(resolution);
    Tap[] down = down(resolution);
    byte[] best = new byte[filmWidth * filmHeight];
    for (int y = 0; y < filmHeight; y++) {
      for (int x = 0; x < filmWidth; x++) {
        float most = Float.NEGATIVE_INFINITY;
        for (int plane = 0; plane < count; plane++) {
          float value = sample(planes, plane, resolution, across[x], down[y]);
          if (value > most) {
            most = value;
            best[y * filmWidth + x] = (byte) plane;
          }
        }
      }
    }
    return best;
  }

  /** The film pixels where a plane has at least the value. */
  Mask atLeast(float[] planes, int plane, int resolution, double least) {
    Tap[] across = across(resolution);
    Tap[] down = down(resolution);
    return Mask.where(
        filmWidth,
        filmHeight,
        i ->
            sample(planes, plane, resolution, across[i % filmWidth], down[i / filmWidth]) >= least);
  }

  /** A plane's values at the film's pixels, row-major. */
  float[] spread(float[] planes, int plane, int resolution) {
    Tap[] across = across(resolution);
    Tap[] down = down(resolution);
    float[] values = new float[filmWidth * filmHeight];
    for (int i = 0; i < values.length; i++) {
      values[i] = sample(planes, plane, resolution, across[i % filmWidth], down[i / filmWidth]);
    }
    return values;
  }

  /** Columns of the square that the film takes. */
  public int width() {
    return fitted(filmWidth);
  }

  /** Rows of the square that the film takes. */
  public int height() {
    return fitted(filmHeight);
  }

  public int left() {
    return (side - width()) / 2;
  }

  public int top() {
    return (side - height()) / 2;
  }

  private int fitted(int size) {
    int longer = Math.max(filmWidth, filmHeight);
    return Math.max(1, (int) Math.round((double) size * side / longer));
  }

  private Tap[] across(int resolution) {
    return taps(filmWidth, width(), left(), resolution);
  }

  private Tap[] down(int resolution) {
    return taps(filmHeight, height(), top(), resolution);
  }

  /** One axis: samples low and high of the plane, and the share of high. */
  private record Tap(int low, int high, float share) {}

  private Tap[] taps(int pixels, int fitted, int start, int resolution) {
    Tap[] taps = new Tap[pixels];
    for (int i = 0; i < pixels; i++) {
      double inside = Math.min(Math.max((i + 0.5) * fitted / pixels - 0.5, 0), fitted - 1);
      double at = (start + inside + 0.5) * resolution / side - 0.5;
      double kept = Math.min(Math.max(at, 0), resolution - 1);
      int low = (int) kept;
      taps[i] = new Tap(low, Math.min(resolution - 1, low + 1), (float) (kept - low));
    }
    return taps;
  }

  private static float sample(float[] planes, int plane, int resolution, Tap x, Tap y) {
    int upper = (plane * resolution + y.low()) * resolution;
    int lower = (plane * resolution + y.high()) * resolution;
    float above = mixed(planes[upper + x.low()], planes[upper + x.high()], x.share());
    float below = mixed(planes[lower + x.low()], planes[lower + x.high()], x.share());
    return mixed(above, below, y.share());
  }

  private static float mixed(float one, float other, float share) {
    return one + (other - one) * share;
  }
}
