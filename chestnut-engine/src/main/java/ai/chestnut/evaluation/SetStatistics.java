package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import java.io.Serializable;
import java.util.Collection;

/**
 * Mean and covariance of a set of points, in one pass, mergeable, and exact: whatever the order of
 * the points and however they were dealt to shards, the merged statistics have the same bits. To
 * that end each feature is rounded once, to a multiple of 2^-32 (2.3e-10), and sums of features and
 * of their products are whole numbers of 128 bits, which do not round. One-pass formulas in
 * floating point, such as those of Welford (1962) and of Chan, Golub and LeVeque (1979), agree with
 * these to rounding but differ in their last bits with order and split.
 *
 * <p>Memory: 8 d² bytes for sums of d features, whatever the number of points. Not thread-safe:
 * give each thread its own and merge.
 */
public final class SetStatistics implements Serializable {

  private static final long serialVersionUID = 1L;

  /** No feature may be as large as this, so that no sum can overflow. */
  public static final double FEATURE_LIMIT = 0x1p20;

  private static final double STEPS = 0x1p32;
  private static final long COUNT_LIMIT = 1L << 22;

  private final int dimension;
  private final FixedPointSums sums; // [d]
  private final FixedPointSums products; // upper triangle, row by row
  private long count;

  /**
   * @param dimension numbers per point
   */
  public SetStatistics(int dimension) {
    this.dimension = dimension;
    this.sums = new FixedPointSums(dimension);
    this.products = new FixedPointSums(dimension * (dimension + 1) / 2);
  }

  /** The statistics of these points. */
  public static SetStatistics of(double[][] points) {
    if (points.length == 0) {
      throw new RequestException("set of films", "", "none", "at least two");
    }
    SetStatistics statistics = new SetStatistics(points[0].length);
    for (double[] point : points) {
      statistics.add(point);
    }
    return statistics;
  }

  /** The statistics of all points of these, which stay as they are. */
  public static SetStatistics merged(int dimension, Collection<SetStatistics> parts) {
    SetStatistics whole = new SetStatistics(dimension);
    parts.forEach(whole::merge);
    return whole;
  }

  public int dimension() {
    return dimension;
  }

  public long count() {
    return count;
  }

  /** The mean, [d]; NaN without points. */
  public double[] mean() {
    double[] mean = new double[dimension];
    long[] centre = centre();
    for (int i = 0; i < dimension; i++) {
      mean[i] = (centre[i] + (double) rest(i, centre) / count) / STEPS;
    }
    return mean;
  }

  /**
   * Takes in one point.
   *
   * @throws RequestException if it has another dimension, is not finite or reaches {@link
   *     #FEATURE_LIMIT}
   */
  public void add(double[] point) {
    requireDimension(point.length);
    requireCount(count + 1);
    long[] steps = new long[dimension];
    for (int i = 0; i < dimension; i++) {
      if (!(Math.abs(point[i]) < FEATURE_LIMIT)) {
        throw new RequestException(
            "feature " + i, "film " + count, point[i] + "", "a number below 2^20 in magnitude");
      }
      steps[i] = (long) Math.rint(point[i] * STEPS);
    }
    count++;
    int row = 0;
    for (int i = 0; i < dimension; i++) {
      sums.add(i, steps[i]);
      products.addProducts(row, steps[i], steps, i);
      row += dimension - i;
    }
  }

  /** Takes in another set. */
  public void merge(SetStatistics other) {
    requireDimension(other.dimension);
    requireCount(count + other.count);
    sums.add(other.sums);
    products.add(other.products);
    count += other.count;
  }

  /**
   * The unbiased covariance, [d, d].
   *
   * @throws RequestException for fewer than two points
   */
  public double[][] covariance() {
    if (count < 2) {
      throw new RequestException("set of films", "", count + "", "at least two");
    }
    long[] centre = centre();
    double[][] covariance = new double[dimension][dimension];
    int at = 0;
    for (int i = 0; i < dimension; i++) {
      long r = rest(i, centre);
      for (int j = i; j < dimension; j++) {
        long s = rest(j, centre);
        // with sum_i = n c_i + r_i, the products about the centres c
        double about = products.less(at++, count, centre[i], centre[j], r, s);
        double scatter = about - (double) r * s / count;
        covariance[i][j] = scatter / (count - 1) / (STEPS * STEPS);
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  /** Whole numbers near the means, in steps. */
  private long[] centre() {
    long[] centre = new long[dimension];
    for (int i = 0; i < dimension; i++) {
      centre[i] = (long) Math.rint(sums.value(i) / count);
    }
    return centre;
  }

  /** What the sum has beyond count times the centre; small, so its low 64 bits are all of it. */
  private long rest(int i, long[] centre) {
    return sums.low(i) - count * centre[i];
  }

  private void requireDimension(int got) {
    if (got != dimension) {
      throw new RequestException("features", "", got + " numbers", dimension + " per film");
    }
  }

  private static void requireCount(long count) {
    if (count > COUNT_LIMIT) {
      throw new RequestException("set of films", "", count + "", "at most " + COUNT_LIMIT);
    }
  }
}
