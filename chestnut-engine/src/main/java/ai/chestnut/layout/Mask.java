package ai.chestnut.layout;

import java.util.BitSet;
import java.util.Optional;
import java.util.function.IntPredicate;

/** A set of pixels of a picture of known size. Immutable. */
public final class Mask {

  private final int width;
  private final int height;
  private final BitSet bits;

  private Mask(int width, int height, BitSet bits) {
    this.width = width;
    this.height = height;
    this.bits = bits;
  }

  /**
   * @param bits row-major pixel indices y * width + x; copied
   * @throws IllegalArgumentException if a bit lies outside the picture
   */
  public static Mask of(int width, int height, BitSet bits) {
    requireSize(width, height);
    if (bits.length() > width * height) {
      throw new IllegalArgumentException(
          "mask: got pixel " + (bits.length() - 1) + ", expected inside " + width + "x" + height);
    }
    return new Mask(width, height, (BitSet) bits.clone());
  }

  /**
   * @param inside width * height values, row-major
   */
  public static Mask of(int width, int height, boolean[] inside) {
    requireSize(width, height);
    if (inside.length != width * height) {
      throw new IllegalArgumentException(
          "mask: got " + inside.length + " values, expected " + width + "x" + height);
    }
    return where(width, height, i -> inside[i]);
  }

  /**
   * @param inside asked once for each row-major index
   */
  public static Mask where(int width, int height, IntPredicate inside) {
    requireSize(width, height);
    BitSet bits = new BitSet(width * height);
    for (int i = 0; i < width * height; i++) {
      if (inside.test(i)) {
        bits.set(i);
      }
    }
    return new Mask(width, height, bits);
  }

  public static Mask empty(int width, int height) {
    return where(width, height, i -> false);
  }

  public static Mask full(int width, int height) {
    return empty(width, height).not();
  }

  public int width() {
    return width;
  }

  public int height() {
    return height;
  }

  /** Whether the pixel belongs to the set; false outside the picture. */
  public boolean at(int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < height && bits.get(y * width + x);
  }

  /** Pixels in the set. */
  public long area() {
    return bits.cardinality();
  }

  public boolean isEmpty() {
    return bits.isEmpty();
  }

  /** A copy of the row-major pixel indices. */
  public BitSet bits() {
    return (BitSet) bits.clone();
  }

  public Mask and(Mask other) {
    BitSet out = bitsBeside(other);
    out.and(other.bits);
    return new Mask(width, height, out);
  }

  public Mask or(Mask other) {
    BitSet out = bitsBeside(other);
    out.or(other.bits);
    return new Mask(width, height, out);
  }

  public Mask minus(Mask other) {
    BitSet out = bitsBeside(other);
    out.andNot(other.bits);
    return new Mask(width, height, out);
  }

  public Mask not() {
    BitSet out = bits();
    out.flip(0, width * height);
    return new Mask(width, height, out);
  }

  /** Intersection over union; 1 for two empty masks. */
  public double iou(Mask other) {
    long union = or(other).area();
    return union == 0 ? 1 : (double) and(other).area() / union;
  }

  /** Twice the intersection over the sum of areas (Dice 1945); 1 for two empty masks. */
  public double dice(Mask other) {
    long sum = area() + other.area();
    return sum == 0 ? 1 : 2.0 * and(other).area() / sum;
  }

  /** The mean of the pixel centres; none for an empty mask. */
  public Optional<Point> centroid() {
    if (isEmpty()) {
      return Optional.empty();
    }
    double sumX = 0;
    double sumY = 0;
    for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
      sumX += i % width + 0.5;
      sumY += i / width + 0.5;
    }
    return Optional.of(new Point(sumX / area(), sumY / area()));
  }

  /** The tight box; none for an empty mask. */
  public Optional<Box> bounds() {
    if (isEmpty()) {
      return Optional.empty();
    }
    int left = width;
    int right = -1;
    for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
      left = Math.min(left, i % width);
      right = Math.max(right, i % width);
    }
    int top = bits.nextSetBit(0) / width;
    int bottom = (bits.length() - 1) / width;
    return Optional.of(new Box(left, top, right - left + 1, bottom - top + 1));
  }

  /** The pixel nearest each new pixel's centre; halves are not averaged, so codes stay sharp. */
  public Mask resized(int toWidth, int toHeight) {
    return where(
        toWidth,
        toHeight,
        i ->
            bits.get(
                Grid.nearest(i / toWidth, toHeight, height) * width
                    + Grid.nearest(i % toWidth, toWidth, width)));
  }

  /** All pixels whose centre lies within the radius of a pixel of the set (Euclidean). */
  public Mask dilated(double radius) {
    return within(radius, this);
  }

  /**
   * The pixels whose distance to everything outside the set exceeds the radius. Beyond the border
   * of the picture lies nothing, neither inside nor outside.
   */
  public Mask eroded(double radius) {
    return within(radius, not()).not();
  }

  /** The set with every hole filled: background that does not reach the border of the picture. */
  public Mask filled() {
    BitSet outside = new BitSet(width * height);
    for (Mask component : Components.of(not())) {
      Box box = component.bounds().orElseThrow();
      if (box.x() == 0
          || box.y() == 0
          || box.x() + box.width() == width
          || box.y() + box.height() == height) {
        outside.or(component.bits);
      }
    }
    outside.flip(0, width * height);
    return new Mask(width, height, outside);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mask that
        && width == that.width
        && height == that.height
        && bits.equals(that.bits);
  }

  @Override
  public int hashCode() {
    return 31 * bits.hashCode() + width;
  }

  @Override
  public String toString() {
    return "Mask[" + width + "x" + height + ", " + area() + " pixels]";
  }

  private static Mask within(double radius, Mask set) {
    if (!(radius >= 0)) {
      throw new IllegalArgumentException("radius: got " + radius + ", expected 0 or more pixels");
    }
    if (set.isEmpty()) {
      return set;
    }
    float[] squared = Distances.squaredTo(set);
    double limit = radius * radius + 1e-6;
    return where(set.width, set.height, i -> squared[i] <= limit);
  }

  private BitSet bitsBeside(Mask other) {
    if (width != other.width || height != other.height) {
      throw new IllegalArgumentException(
          "mask: got " + other.width + "x" + other.height + ", expected " + width + "x" + height);
    }
    return bits();
  }

  private static void requireSize(int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "mask size: got " + width + "x" + height + ", expected at least 1x1");
    }
  }
}
