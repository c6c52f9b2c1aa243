package ai.chestnut.evaluation;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Inner products of all pairs of two sets, a block of rows at a time: as fast as matrix products
 * are, with memory for one block. Every product sums its terms in the same order, so that a pair
 * has the same bits from either side and in every block.
 */
final class PairProducts {

  private static final int ROWS = 128;

  /** Sees one row of products. */
  @FunctionalInterface
  interface Visitor {

    /**
     * @param products the product of point {@code i} and point {@code j} of the other set stands at
     *     {@code from + j}
     */
    void row(int i, double[] products, int from);
  }

  private PairProducts() {}

  /**
   * @param x points [n, d]
   * @param y points [m, d]
   */
  static void forEachRow(double[][] x, double[][] y, Visitor visitor) {
    DMatrixRMaj columns = new DMatrixRMaj(y[0].length, y.length);
    for (int j = 0; j < y.length; j++) {
      for (int k = 0; k < columns.numRows; k++) {
        columns.unsafe_set(k, j, y[j][k]);
      }
    }
    for (int start = 0; start < x.length; start += ROWS) {
      int rows = Math.min(ROWS, x.length - start);
      DMatrixRMaj block = new DMatrixRMaj(rows, columns.numRows);
      for (int i = 0; i < rows; i++) {
        System.arraycopy(x[start + i], 0, block.data, i * block.numCols, block.numCols);
      }
      DMatrixRMaj products = new DMatrixRMaj(rows, y.length);
      CommonOps_DDRM.mult(block, columns, products);
      for (int i = 0; i < rows; i++) {
        visitor.row(start + i, products.data, i * y.length);
      }
    }
  }

  /** Squared Euclidean distances likewise; 0 for equal points. */
  static void forEachDistance(double[][] x, double[][] y, Visitor visitor) {
    double[] centre = mean(y); // far from the origin the products would cancel
    double[][] a = moved(x, centre);
    double[][] b = moved(y, centre);
    double[] lengthsA = lengths(a);
    double[] lengthsB = lengths(b);
    forEachRow(
        a,
        b,
        (i, products, from) -> {
          for (int j = 0; j < b.length; j++) {
            products[from + j] = Math.max(0, lengthsA[i] + lengthsB[j] - 2 * products[from + j]);
          }
          visitor.row(i, products, from);
        });
  }

  private static double[] mean(double[][] points) {
    double[] mean = new double[points[0].length];
    for (double[] point : points) {
      for (int k = 0; k < mean.length; k++) {
        mean[k] += point[k] / points.length;
      }
    }
    return mean;
  }

  private static double[][] moved(double[][] points, double[] centre) {
    double[][] moved = new double[points.length][centre.length];
    for (int i = 0; i < points.length; i++) {
      for (int k = 0; k < centre.length; k++) {
        moved[i][k] = points[i][k] - centre[k];
      }
    }
    return moved;
  }

  private static double[] lengths(double[][] points) {
    double[] lengths = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      for (double feature : points[i]) {
        lengths[i] += feature * feature;
      }
    }
    return lengths;
  }
}
