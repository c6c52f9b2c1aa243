package ai.chestnut.evaluation.scorecard;

import ai.chestnut.failure.DefectException;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The squared Fréchet distance of two sets of fewer points than numbers a point, without their
 * covariances. With X and Y the centred points, S1 = X'X/(n-1) and S2 = Y'Y/(m-1), the product S1
 * S2 has the non-zero eigenvalues of K K' with K = X Y' / sqrt((n-1)(m-1)); so tr (S1 S2)^½ is the
 * sum of the singular values of K, which is n by m.
 */
final class FewPointsFrechet {

  private FewPointsFrechet() {}

  /**
   * @param one points [n, d], n at least 2
   * @param other points [m, d], m at least 2
   */
  static double between(double[][] one, double[][] other) {
    DMatrixRMaj x = new DMatrixRMaj(one);
    DMatrixRMaj y = new DMatrixRMaj(other);
    double distance = 0;
    double[] first = centre(x);
    double[] second = centre(y);
    for (int i = 0; i < first.length; i++) {
      distance += (first[i] - second[i]) * (first[i] - second[i]);
    }
    distance += trace(x) + trace(y);
    DMatrixRMaj cross = new DMatrixRMaj(x.numRows, y.numRows);
    CommonOps_DDRM.multTransB(x, y, cross);
    CommonOps_DDRM.scale(1 / Math.sqrt((x.numRows - 1.0) * (y.numRows - 1.0)), cross);
    return Math.max(0, distance - 2 * singularSum(cross));
  }

  /** Subtracts the mean point and returns it. */
  private static double[] centre(DMatrixRMaj points) {
    double[] mean = new double[points.numCols];
    for (int i = 0; i < points.data.length; i++) {
      mean[i % mean.length] += points.data[i] / points.numRows;
    }
    for (int i = 0; i < points.data.length; i++) {
      points.data[i] -= mean[i % mean.length];
    }
    return mean;
  }

  private static double trace(DMatrixRMaj centred) {
    double sum = 0;
    for (double value : centred.data) {
      sum += value * value;
    }
    return sum / (centred.numRows - 1.0);
  }

  private static double singularSum(DMatrixRMaj matrix) {
    DMatrixRMaj square = new DMatrixRMaj(matrix.numRows, matrix.numRows);
    CommonOps_DDRM.multTransB(matrix, matrix, square);
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(square.numRows, false, true);
    if (!eigen.decompose(square)) {
      throw new DefectException("the eigenvalues of a product of points did not converge");
    }
    double sum = 0;
    for (int i = 0; i < matrix.numRows; i++) {
      sum += Math.sqrt(Math.max(0, eigen.getEigenvalue(i).real));
    }
    return sum;
  }
}
