package ai.chestnut.radiograph;

import java.util.Arrays;
import java.util.Optional;

/**
 * A grey picture of 8 or 16 bit, row-major, bright where little radiation arrived (bone is bright,
 * lung is dark). The patient's left is at the right of the picture. Immutable.
 *
 * <p>There are no flips: the heart has a side.
 */
public final class Radiograph {

  private final int width;
  private final int height;
  private final int bitDepth;
  private final short[] pixels;
  private final Optional<PixelSpacing> spacing;

  private Radiograph(
      int width, int height, int bitDepth, short[] pixels, Optional<PixelSpacing> spacing) {
    this.width = width;
    this.height = height;
    this.bitDepth = bitDepth;
    this.pixels = pixels;
    this.spacing = spacing;
  }

  /**
   * @param bitDepth 8 or 16
   * @param unsigned width * height values, row-major, read as unsigned 16-bit numbers; copied
   * @throws IllegalArgumentException for a size, depth or value outside these rules
   */
  public static Radiograph of(int width, int height, int bitDepth, short[] unsigned) {
    requireShape(width, height, bitDepth, unsigned.length);
    if (bitDepth == 8) {
      for (int i = 0; i < unsigned.length; i++) {
        if ((unsigned[i] & 0xFFFF) > 255) {
          throw new IllegalArgumentException(
              "pixel (" + i + "): got " + (unsigned[i] & 0xFFFF) + ", expected 0..255 at 8 bit");
        }
      }
    }
    return new Radiograph(width, height, bitDepth, unsigned.clone(), Optional.empty());
  }

  /**
   * Rounds half up and clamps to the range of the bit depth.
   *
   * @param unit width * height values, row-major; 0 is black, 1 is white
   * @throws IllegalArgumentException for a size or depth outside the rules, or a value that is NaN
   */
  public static Radiograph ofUnit(int width, int height, int bitDepth, float[] unit) {
    requireShape(width, height, bitDepth, unit.length);
    double top = (1 << bitDepth) - 1;
    short[] pixels = new short[unit.length];
    for (int i = 0; i < unit.length; i++) {
      if (Float.isNaN(unit[i])) {
        throw new IllegalArgumentException("pixel (" + i + "): got NaN, expected a number");
      }
      pixels[i] = (short) Math.floor(Math.min(Math.max(unit[i], 0), 1) * top + 0.5);
    }
    return new Radiograph(width, height, bitDepth, pixels, Optional.empty());
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** 8 or 16. */
  public int bitDepth() {
    return bitDepth;
  }

  /** The value at column x, row y: 0 .. 255 or 0 .. 65,535. */
  public int at(int x, int y) {
    if (x < 0 || y < 0 || x >= width || y >= height) {
      throw new IndexOutOfBoundsException(
          "pixel: got (" + x + ", " + y + "), expected inside " + width + "x" + height);
    }
    return pixels[y * width + x] & 0xFFFF;
  }

  public Optional<PixelSpacing> spacing() {
    return spacing;
  }

  public Radiograph withSpacing(PixelSpacing known) {
    return new Radiograph(width, height, bitDepth, pixels, Optional.of(known));
  }

  /** A copy as numbers in [0, 1], row-major: value / (2^bitDepth - 1). */
  public float[] unit() {
    float[] out = new float[pixels.length];
    double top = (1 << bitDepth) - 1;
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) ((pixels[i] & 0xFFFF) / top);
    }
    return out;
  }

  /** The same picture at another bit depth; 8 to 16 bit and back is lossless. */
  public Radiograph withBitDepth(int wanted) {
    if (wanted == bitDepth) {
      return this;
    }
    Radiograph changed = ofUnit(width, height, wanted, unit());
    return new Radiograph(width, height, wanted, changed.pixels, spacing);
  }

  /** Black for white: what a film is whose stored values mean the contrary. */
  public Radiograph negative() {
    short[] turned = new short[pixels.length];
    int top = (1 << bitDepth) - 1;
    for (int i = 0; i < turned.length; i++) {
      turned[i] = (short) (top - (pixels[i] & 0xFFFF));
    }
    return new Radiograph(width, height, bitDepth, turned, spacing);
  }

  /**
   * Resampled with a triangle filter as wide as the coarser of the two grids, so that shrinking
   * averages and enlarging interpolates linearly. The spacing follows.
   *
   * @param toWidth at least 1
   * @param toHeight at least 1
   */
  public Radiograph resized(int toWidth, int toHeight) {
    if (toWidth == width && toHeight == height) {
      return this;
    }
    requireShape(toWidth, toHeight, bitDepth, toWidth * toHeight);
    float[] resampled = Resampling.triangle(unit(), width, height, toWidth, toHeight);
    Radiograph changed = ofUnit(toWidth, toHeight, bitDepth, resampled);
    Optional<PixelSpacing> scaled =
        spacing.map(s -> s.scaled((double) toHeight / height, (double) toWidth / width));
    return new Radiograph(toWidth, toHeight, bitDepth, changed.pixels, scaled);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Radiograph that
        && width == that.width
        && height == that.height
        && bitDepth == that.bitDepth
        && spacing.equals(that.spacing)
        && Arrays.equals(pixels, that.pixels);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(pixels) + width;
  }

  @Override
  public String toString() {
    return "Radiograph[" + width + "x" + height + ", " + bitDepth + " bit]";
  }

  /** Big-endian samples without padding, as a PNG row wants them. */
  byte[] samples() {
    int wide = bitDepth / 8;
    byte[] out = new byte[pixels.length * wide];
    for (int i = 0; i < pixels.length; i++) {
      if (wide == 2) {
        out[2 * i] = (byte) (pixels[i] >> 8);
        out[2 * i + 1] = (byte) pixels[i];
      } else {
        out[i] = (byte) pixels[i];
      }
    }
    return out;
  }

  /** Takes the array without a copy: for this package's readers, which made it. */
  static Radiograph owning(int width, int height, int bitDepth, short[] pixels) {
    return new Radiograph(width, height, bitDepth, pixels, Optional.empty());
  }

  private static void requireShape(int width, int height, int bitDepth, int values) {
    if (width < 1 || height < 1 || (long) width * height != values) {
      throw new IllegalArgumentException(
          "radiograph: got " + values + " values, expected " + width + "x" + height);
    }
    if (bitDepth != 8 && bitDepth != 16) {
      throw new IllegalArgumentException("bit depth: got " + bitDepth + ", expected 8 or 16");
    }
  }
}
