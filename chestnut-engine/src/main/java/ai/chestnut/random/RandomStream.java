package ai.chestnut.random;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * One stream of random numbers for one purpose of one item: (seed, index, purpose) names it, a
 * counter walks it. Two streams with different names are independent; the same name gives the same
 * numbers on every machine, whatever ran before.
 *
 * <p>Not thread-safe: a stream has one reader.
 */
public final class RandomStream implements RandomGenerator {

  private final int key0;
  private final int key1;
  private final long index;
  private final int purpose;
  private final int[] block = new int[4];
  private long position; // in 64-bit words; two to a Philox block
  private double spareNormal = Double.NaN;

  private RandomStream(long seed, long index, int purpose) {
    this.key0 = (int) seed;
    this.key1 = (int) (seed >>> 32);
    this.index = index;
    this.purpose = purpose;
  }

  /**
   * @param seed the user's seed
   * @param index which item of the request, from 0
   * @param purpose what the numbers are for, such as {@code "latent"}; distinct purposes never
   *     share a draw
   */
  public static RandomStream of(long seed, long index, String purpose) {
    CRC32 crc = new CRC32();
    crc.update(purpose.getBytes(StandardCharsets.UTF_8));
    return new RandomStream(seed, index, (int) crc.getValue());
  }

  /** A stream of the same seed and index for a sub-purpose, independent of this one. */
  public RandomStream child(String name) {
    CRC32 crc = new CRC32();
    crc.update(Integer.toString(purpose).getBytes(StandardCharsets.UTF_8));
    crc.update(("/" + name).getBytes(StandardCharsets.UTF_8));
    long seed = (key0 & 0xFFFFFFFFL) | ((long) key1 << 32);
    return new RandomStream(seed, index, (int) crc.getValue());
  }

  @Override
  public long nextLong() {
    int half = (int) (position & 1);
    if (half == 0) {
      long counter = position >>> 1;
      block[0] = (int) counter;
      block[1] = purpose ^ (int) (counter >>> 32);
      block[2] = (int) index;
      block[3] = (int) (index >>> 32);
      Philox.scramble(block, key0, key1);
    }
    position++;
    return (block[2 * half] & 0xFFFFFFFFL) | ((long) block[2 * half + 1] << 32);
  }

  /** Uniform in [0, 1) with 53 bits. */
  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  /** Uniform in [low, high). */
  public double uniform(double low, double high) {
    return low + (high - low) * nextDouble();
  }

  /**
   * Standard normal by Box and Muller (1958), with StrictMath so that the bits do not depend on the
   * JVM.
   */
  @Override
  public double nextGaussian() {
    if (!Double.isNaN(spareNormal)) {
      double spare = spareNormal;
      spareNormal = Double.NaN;
      return spare;
    }
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - nextDouble()));
    double angle = 2 * Math.PI * nextDouble();
    spareNormal = radius * StrictMath.sin(angle);
    return radius * StrictMath.cos(angle);
  }

  /** Uniform over 0 .. bound-1, exactly (Lemire's rejection). */
  @Override
  public int nextInt(int bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound: got " + bound + ", expected at least 1");
    }
    long limit = (1L << 32) / bound * bound;
    long draw;
    do {
      draw = nextLong() >>> 32;
    } while (draw >= limit);
    return (int) (draw % bound);
  }

  /** True with the given probability. */
  public boolean chance(double probability) {
    return nextDouble() < probability;
  }

  /** One element, uniformly. */
  public <T> T pick(List<T> choices) {
    return choices.get(nextInt(choices.size()));
  }

  /** Fills with standard normals. */
  public float[] normals(int count) {
    float[] out = new float[count];
    for (int i = 0; i < count; i++) {
      out[i] = (float) nextGaussian();
    }
    return out;
  }

  /** A permutation of 0 .. count-1 (Fisher and Yates). */
  public int[] permutation(int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      int j = nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
