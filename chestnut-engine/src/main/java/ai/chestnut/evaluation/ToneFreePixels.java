package ai.chestnut.evaluation;

import ai.chestnut.radiograph.Radiograph;

/**
 * The film itself, made small, brought to mean 0 and deviation 1: {@code side × side} numbers, row
 * by row. A copy under another exposure stays a copy; a flat film is all zeros.
 */
public record ToneFreePixels(int side) implements FeatureSpace {

  /** Composition and the larger vessels; enough to know a film again. */
  public static final ToneFreePixels USUAL = new ToneFreePixels(16);

  private static final double FLAT = 0.5 / 255;

  public ToneFreePixels {
    if (side < 2) {
      throw new IllegalArgumentException("side: got " + side + ", expected at least 2");
    }
  }

  @Override
  public String name() {
    return "tone-free-pixels-" + side;
  }

  @Override
  public int dimension() {
    return side * side;
  }

  @Override
  public double[] of(Radiograph film) {
    return normalised(film.resized(side, side).unit());
  }

  /** Grey values brought to mean 0 and deviation 1. */
  public double[] normalised(float[] grey) {
    double sum = 0;
    double squares = 0;
    for (float value : grey) {
      sum += value;
      squares += (double) value * value;
    }
    double mean = sum / grey.length;
    double deviation = Math.sqrt(Math.max(0, squares / grey.length - mean * mean));
    double[] point = new double[grey.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = deviation < FLAT ? 0 : (grey[i] - mean) / deviation;
    }
    return point;
  }
}
