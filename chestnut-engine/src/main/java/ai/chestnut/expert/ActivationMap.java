package ai.chestnut.expert;

import ai.chestnut.layout.Point;

/**
 * How much each pixel of a film speaks for a finding, in logits: their mean over the net's field is
 * the finding's logit. Immutable.
 */
public final class ActivationMap {

  private final int width;
  private final int height;
  private final float[] logits;

  /**
   * @param logits width * height values, row-major
   */
  public static ActivationMap of(int width, int height, float[] logits) {
    if (logits.length != width * height) {
      throw new IllegalArgumentException(
          "activation: got " + logits.length + " values, expected " + width + "x" + height);
    }
    return new ActivationMap(width, height, logits.clone());
  }

  ActivationMap(int width, int height, float[] logits) {
    this.width = width;
    this.height = height;
    this.logits = logits;
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  public double at(int x, int y) {
    if (x < 0 || y < 0 || x >= width || y >= height) {
      throw new IndexOutOfBoundsException(
          "activation: got (" + x + ", " + y + "), expected inside " + width + "x" + height);
    }
    return logits[y * width + x];
  }

  /**
   * Where it is highest: the centre of gravity of the pixels that share the highest value, in
   * pixels.
   */
  public Point peak() {
    float highest = Float.NEGATIVE_INFINITY;
    double sumX = 0;
    double sumY = 0;
    int count = 0;
    for (int i = 0; i < logits.length; i++) {
      if (logits[i] > highest) {
        highest = logits[i];
        sumX = 0;
        sumY = 0;
        count = 0;
      }
      if (logits[i] == highest) {
        int row = i / width;
        sumX += i % width + 0.5;
        sumY += row + 0.5;
        count++;
      }
    }
    return new Point(sumX / count, sumY / count);
  }
}
