package ai.chestnut.evaluation.reading;

import ai.chestnut.radiograph.Radiograph;
import java.util.Arrays;

/** Grey values as numbers, row-major, for arithmetic on films. */
public final class GreyPlane {

  /** Grey deviation below which a film counts as flat: half a level of 8 bit. */
  private static final double FLAT = 0.5 / 255;

  private final int width;
  private final int height;
  private final float[] values;

  GreyPlane(int width, int height, float[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /** The film's own pixels, 0 to 1. */
  public static GreyPlane of(Radiograph film) {
    return new GreyPlane(film.width(), film.height(), film.unit());
  }

  /**
   * The film with its shorter side made this long; a film that is as long already is not touched.
   */
  static GreyPlane of(Radiograph film, int side) {
    double scale = (double) side / Math.min(film.width(), film.height());
    int width = Math.max(side, (int) Math.round(film.width() * scale));
    int height = Math.max(side, (int) Math.round(film.height() * scale));
    return of(film.resized(width, height));
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  float at(int x, int y) {
    return values[y * width + x];
  }

  /** Brought to mean 0 and deviation 1, so that exposure does not matter; a flat film becomes 0. */
  GreyPlane standardised() {
    double sum = 0;
    double squares = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / values.length;
    double deviation = Math.sqrt(Math.max(0, squares / values.length - mean * mean));
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = deviation < FLAT ? 0 : (float) ((values[i] - mean) / deviation);
    }
    return new GreyPlane(width, height, out);
  }

  /**
   * Smoothed by a normal density cut at three deviations; the border repeats the outermost pixel.
   *
   * @param deviation in pixels, above 0
   */
  public GreyPlane blurred(double deviation) {
    int radius = (int) Math.ceil(3 * deviation);
    double[] weights = new double[2 * radius + 1];
    double sum = 0;
    for (int i = -radius; i <= radius; i++) {
      weights[i + radius] = Math.exp(-0.5 * i * i / (deviation * deviation));
      sum += weights[i + radius];
    }
    float[] across = new float[values.length];
    float[] out = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = 0;
        for (int i = -radius; i <= radius; i++) {
          value += weights[i + radius] * values[y * width + kept(x + i, width)];
        }
        across[y * width + x] = (float) (value / sum);
      }
    }
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = 0;
        for (int i = -radius; i <= radius; i++) {
          value += weights[i + radius] * across[kept(y + i, height) * width + x];
        }
        out[y * width + x] = (float) (value / sum);
      }
    }
    return new GreyPlane(width, height, out);
  }

  /** Left and right exchanged: no film of anybody, but a fault to look for. */
  public GreyPlane mirrored() {
    float[] out = new float[values.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        out[y * width + x] = values[y * width + width - 1 - x];
      }
    }
    return new GreyPlane(width, height, out);
  }

  /** With half of its contrast, around its median. */
  public GreyPlane flattened() {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    float middle = sorted[sorted.length / 2];
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = middle + (values[i] - middle) / 2;
    }
    return new GreyPlane(width, height, out);
  }

  /** Every grey made that of the other picture which as many of its pixels are darker than. */
  public GreyPlane withTonesOf(GreyPlane other) {
    float[] own = values.clone();
    float[] tones = other.values.clone();
    Arrays.sort(own);
    Arrays.sort(tones);
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      int rank = Arrays.binarySearch(own, values[i]);
      while (rank > 0 && own[rank - 1] == values[i]) {
        rank--; // equal greys stay equal
      }
      out[i] = tones[(int) ((long) rank * tones.length / own.length)];
    }
    return new GreyPlane(width, height, out);
  }

  /** As a film again, clamped to 0 to 1. */
  public Radiograph film(int bitDepth) {
    return Radiograph.ofUnit(width, height, bitDepth, values);
  }

  private static int kept(int at, int size) {
    return Math.min(Math.max(at, 0), size - 1);
  }

  float[] values() {
    return values.clone();
  }
}
