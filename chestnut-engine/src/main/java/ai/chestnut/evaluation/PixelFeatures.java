package ai.chestnut.evaluation;

import ai.chestnut.radiograph.Radiograph;

/**
 * The film itself, made small: {@code side × side} grey values in [0, 1], row by row. Needs no
 * weights; sees composition and exposure, no texture.
 */
public record PixelFeatures(int side) implements FeatureSpace {

  public PixelFeatures {
    if (side < 1) {
      throw new IllegalArgumentException("side: got " + side + ", expected at least 1");
    }
  }

  @Override
  public String name() {
    return "pixels-" + side;
  }

  @Override
  public int dimension() {
    return side * side;
  }

  @Override
  public double[] of(Radiograph film) {
    float[] unit = film.resized(side, side).unit();
    double[] point = new double[unit.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = unit[i];
    }
    return point;
  }
}
