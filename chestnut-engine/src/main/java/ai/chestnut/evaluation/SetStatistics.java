package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import java.util.Arrays;

/**
 * Mean and covariance of a set of points, in one pass and mergeable. Welford (1962); the merge is
 * Chan, Golub and LeVeque (1979), "Updating formulae and a pairwise algorithm". All in 64 bits:
 * covariances of a thousand features cancel too much in 32.
 *
 * <p>Not thread-safe: give each thread its own and merge.
 */
public final class SetStatistics {

  private final double[] mean;
  private final double[] scatter; // [d, d] sums of products of deviations, upper triangle
  private long count;

  /**
   * @param dimension numbers per point
   */
  public SetStatistics(int dimension) {
    this.mean = new double[dimension];
    this.scatter = new double[dimension * dimension];
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

  public int dimension() {
    return mean.length;
  }

  public long count() {
    return count;
  }

  public double[] mean() {
    return mean.clone();
  }

  /**
   * Takes in one point.
   *
   * @throws RequestException if it has another dimension or is not finite
   */
  public void add(double[] point) {
    requireDimension(point.length);
    if (!Arrays.stream(point).allMatch(Double::isFinite)) {
      throw new RequestException(
          "features", "film " + count, "a number that is not finite", "finite numbers");
    }
    count++;
    double[] before = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      before[i] = point[i] - mean[i];
      mean[i] += before[i] / count;
    }
    addOuter(before, (count - 1.0) / count);
  }

  /** Takes in another set. */
  public void merge(SetStatistics other) {
    requireDimension(other.mean.length);
    if (other.count == 0) {
      return;
    }
    long whole = count + other.count;
    double[] apart = new double[mean.length];
    for (int i = 0; i < mean.length; i++) {
      apart[i] = other.mean[i] - mean[i];
      mean[i] += apart[i] * other.count / whole;
    }
    for (int i = 0; i < scatter.length; i++) {
      scatter[i] += other.scatter[i];
    }
    addOuter(apart, (double) count * other.count / whole);
    count = whole;
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
    int d = mean.length;
    double[][] covariance = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = i; j < d; j++) {
        covariance[i][j] = scatter[i * d + j] / (count - 1);
        covariance[j][i] = covariance[i][j];
      }
    }
    return covariance;
  }

  private void addOuter(double[] v, double weight) {
    int d = v.length;
    for (int i = 0; i < d; i++) {
      double scaled = weight * v[i];
      for (int j = i; j < d; j++) {
        scatter[i * d + j] += scaled * v[j];
      }
    }
  }

  private void requireDimension(int got) {
    if (got != mean.length) {
      throw new RequestException("features", "", got + " numbers", mean.length + " per film");
    }
  }
}
