package ai.chestnut.evaluation;

import java.io.Serializable;

/**
 * Sums of products of whole numbers, each in 128 bits of two's complement. Such sums do not round,
 * so their bits do not depend on the order of the terms, nor on how they were split among shards.
 */
final class FixedPointSums implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final double TWO_TO_64 = 0x1p64;

  private final long[] high;
  private final long[] low;

  FixedPointSums(int count) {
    this.high = new long[count];
    this.low = new long[count];
  }

  void add(int at, long term) {
    add(at, term >> 63, term);
  }

  /** Adds {@code factor * terms[from..]} to the sums from {@code at} on. */
  void addProducts(int at, long factor, long[] terms, int from) {
    for (int i = from; i < terms.length; i++) {
      int sum = at + i - from;
      long before = low[sum];
      long product = factor * terms[i];
      long after = before + product;
      long carry = ((before & product) | ((before | product) & ~after)) >>> 63;
      high[sum] += Math.multiplyHigh(factor, terms[i]) + carry;
      low[sum] = after;
    }
  }

  void add(FixedPointSums other) {
    for (int i = 0; i < low.length; i++) {
      add(i, other.high[i], other.low[i]);
    }
  }

  private void add(int at, long termHigh, long termLow) {
    long before = low[at];
    long after = before + termLow;
    high[at] += termHigh + (((before & termLow) | ((before | termLow) & ~after)) >>> 63);
    low[at] = after;
  }

  /** The nearest double, to within its last bit. */
  double value(int at) {
    return value(high[at], low[at]);
  }

  /** The lowest 64 bits: the sum itself where it fits. */
  long low(int at) {
    return low[at];
  }

  /**
   * {@code sum - n a b - a s - b r} as a double; only that result, no step on the way, must fit
   * into 128 bits.
   */
  double less(int at, long n, long a, long b, long r, long s) {
    long abLow = a * b;
    long nabLow = n * abLow;
    long nabHigh = n * Math.multiplyHigh(a, b) + unsignedHigh(n, abLow);
    long asHigh = Math.multiplyHigh(a, s);
    long asLow = a * s;
    long brHigh = Math.multiplyHigh(b, r);
    long brLow = b * r;
    long leftHigh = high[at] - nabHigh - borrow(low[at], nabLow);
    long leftLow = low[at] - nabLow;
    leftHigh -= asHigh + borrow(leftLow, asLow);
    leftLow -= asLow;
    leftHigh -= brHigh + borrow(leftLow, brLow);
    leftLow -= brLow;
    return value(leftHigh, leftLow);
  }

  private static int borrow(long from, long term) {
    return Long.compareUnsigned(from, term) < 0 ? 1 : 0;
  }

  private static long unsignedHigh(long a, long b) {
    return Math.multiplyHigh(a, b) + ((a >> 63) & b) + ((b >> 63) & a);
  }

  private static double value(long high, long low) {
    if (high == low >> 63) {
      return low;
    }
    if (high < 0) {
      return -value(low == 0 ? -high : ~high, -low);
    }
    double unsigned = (low >>> 1) * 2.0 + (low & 1);
    return high * TWO_TO_64 + unsigned;
  }
}
