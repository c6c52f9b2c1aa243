package ai.chestnut.layout;

import java.util.Arrays;

/**
 * How much of each pixel belongs to a region, in [0, 1]: a mask with soft edges. Immutable.
 *
 * <p>Fewer, larger cells of the same picture hold the mean of the pixels that they cover, so that a
 * region smaller than a cell still counts there.
 */
public final class Coverage {

  private static final double INSIDE = 0.5;

  private final int width;
  private final int height;
  private final float[] values;

  private Coverage(int width, int height, float[] values) {
    this.width = width;
    this.height = height;
    this.values = values;
  }

  /**
   * @param values width * height shares, row-major; copied
   * @throws IllegalArgumentException for another length, or a share outside [0, 1]
   */
  public static Coverage of(int width, int height, float[] values) {
    if (width < 1 || height < 1 || values.length != width * height) {
      throw new IllegalArgumentException(
          "coverage: got " + values.length + " values, expected " + width + "x" + height);
    }
    for (float value : values) {
      if (!(value >= 0 && value <= 1)) {
        throw new IllegalArgumentException("coverage: got " + value + ", expected 0 to 1");
      }
    }
    return new Coverage(width, height, values.clone());
  }

  /** 1 inside, 0 outside. */
  public static Coverage of(Mask mask) {
    float[] values = new float[mask.width() * mask.height()];
    mask.bits().stream().forEach(i -> values[i] = 1);
    return new Coverage(mask.width(), mask.height(), values);
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** A copy, row-major. */
  public float[] values() {
    return values.clone();
  }

  /** The pixels covered by half or more. */
  public Mask mask() {
    return Mask.where(width, height, i -> values[i] >= INSIDE);
  }

  /** Whether nothing is covered at all. */
  public boolean isEmpty() {
    for (float value : values) {
      if (value > 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The mean over the pixels of each cell.
   *
   * @param factor pixels per cell along a side; divides both sides
   */
  public Coverage cells(int factor) {
    if (factor < 1 || width % factor != 0 || height % factor != 0) {
      throw new IllegalArgumentException(
          "cells of " + factor + " pixels: got " + width + "x" + height + ", expected multiples");
    }
    int across = width / factor;
    float[] means = new float[across * (height / factor)];
    for (int i = 0; i < values.length; i++) {
      means[i / width / factor * across + i % width / factor] += values[i];
    }
    for (int i = 0; i < means.length; i++) {
      means[i] = Math.min(1, means[i] / (factor * factor));
    }
    return new Coverage(across, height / factor, means);
  }

  /**
   * With an edge that falls to 0 outside of the region over a distance, as a straight ramp; what
   * was covered stays as it was.
   *
   * @param radius in pixels, at least 0
   */
  public Coverage feathered(double radius) {
    Mask inside = Mask.where(width, height, i -> values[i] > 0);
    if (inside.isEmpty() || radius == 0) {
      return this;
    }
    float[] squared = Distances.squaredTo(mask().isEmpty() ? inside : mask());
    float[] soft = new float[values.length];
    for (int i = 0; i < soft.length; i++) {
      double ramp = 1 - Math.sqrt(squared[i]) / (radius + 1);
      soft[i] = (float) Math.max(values[i], Math.max(0, ramp));
    }
    return new Coverage(width, height, soft);
  }

  /** The larger share of both at each pixel. */
  public Coverage or(Coverage other) {
    if (other.width != width || other.height != height) {
      throw new IllegalArgumentException(
          "coverage: got "
              + other.width
              + "x"
              + other.height
              + ", expected "
              + width
              + "x"
              + height);
    }
    float[] both = new float[values.length];
    for (int i = 0; i < both.length; i++) {
      both[i] = Math.max(values[i], other.values[i]);
    }
    return new Coverage(width, height, both);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Coverage that
        && width == that.width
        && height == that.height
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(values) + width;
  }

  @Override
  public String toString() {
    return "Coverage[" + width + "x" + height + "]";
  }
}
