package ai.chestnut.evaluation;

import ai.chestnut.failure.DefectException;
import java.util.Optional;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * The squared Fréchet distance between two normal distributions, {@code |m1 - m2|² + tr(S1 + S2 - 2
 * (S1 S2)^½)}: Dowson and Landau (1982), equation 6; on network features it is the FID of Heusel et
 * al. (2017). Units: those of the features, squared. It is at least 0, and 0 for equal
 * distributions; with few points it is biased upwards.
 */
public final class FrechetDistance {

  private FrechetDistance() {}

  /** Between two sets of points of one feature space. */
  public static double between(SetStatistics one, SetStatistics other) {
    return between(one.mean(), one.covariance(), other.mean(), other.covariance());
  }

  /**
   * Between two normal distributions.
   *
   * @param s1 covariance, [d, d], symmetric, no eigenvalue below 0
   */
  public static double between(double[] m1, double[][] s1, double[] m2, double[][] s2) {
    double distance = 0;
    for (int i = 0; i < m1.length; i++) {
      double apart = m1[i] - m2[i];
      distance += apart * apart + s1[i][i] + s2[i][i];
    }
    return Math.max(0, distance - 2 * traceOfRoot(new DMatrixRMaj(s1), new DMatrixRMaj(s2)));
  }

  /**
   * tr (S1 S2)^½. The product is not symmetric, so its root is taken of a similar matrix that is:
   * with any root F of S1 = F F', F' S2 F has the eigenvalues of S1 S2, and the trace is the sum of
   * their roots. F is the triangle of Cholesky where S1 is positive definite, and the symmetric
   * S1^½ where it is not, as with fewer films than features.
   */
  static double traceOfRoot(DMatrixRMaj s1, DMatrixRMaj s2) {
    int d = s1.numRows;
    DMatrixRMaj root = triangle(s1).orElseGet(() -> root(s1));
    DMatrixRMaj half = new DMatrixRMaj(d, d);
    DMatrixRMaj similar = new DMatrixRMaj(d, d);
    CommonOps_DDRM.multTransA(root, s2, half);
    CommonOps_DDRM.mult(half, root, similar);
    EigenDecomposition_F64<DMatrixRMaj> eigen = eigen(symmetric(similar), false);
    double trace = 0;
    for (int i = 0; i < d; i++) {
      trace += Math.sqrt(Math.max(0, eigen.getEigenvalue(i).real));
    }
    return trace;
  }

  private static Optional<DMatrixRMaj> triangle(DMatrixRMaj covariance) {
    CholeskyDecomposition_F64<DMatrixRMaj> cholesky =
        DecompositionFactory_DDRM.chol(covariance.numRows, true);
    if (!cholesky.decompose(covariance.copy())) {
      return Optional.empty();
    }
    DMatrixRMaj triangle = cholesky.getT(null);
    for (int i = 0; i < triangle.numRows; i++) { // a pivot lost to rounding says nothing
      double pivot = triangle.get(i, i);
      if (pivot * pivot <= 1e-12 * covariance.get(i, i)) {
        return Optional.empty();
      }
    }
    return Optional.of(triangle);
  }

  /** The symmetric root V diag(l^½) V' of a covariance. */
  private static DMatrixRMaj root(DMatrixRMaj covariance) {
    int d = covariance.numRows;
    EigenDecomposition_F64<DMatrixRMaj> eigen = eigen(covariance.copy(), true);
    DMatrixRMaj vectors = new DMatrixRMaj(d, d);
    DMatrixRMaj scaled = new DMatrixRMaj(d, d);
    for (int column = 0; column < d; column++) {
      DMatrixRMaj vector = eigen.getEigenVector(column);
      double root = Math.sqrt(Math.max(0, eigen.getEigenvalue(column).real));
      for (int row = 0; row < d; row++) {
        vectors.set(row, column, vector.get(row));
        scaled.set(row, column, vector.get(row) * root);
      }
    }
    DMatrixRMaj product = new DMatrixRMaj(d, d);
    CommonOps_DDRM.multTransB(scaled, vectors, product);
    return product;
  }

  private static DMatrixRMaj symmetric(DMatrixRMaj matrix) {
    DMatrixRMaj transposed = CommonOps_DDRM.transpose(matrix, null);
    CommonOps_DDRM.add(0.5, matrix, 0.5, transposed, matrix);
    return matrix;
  }

  private static EigenDecomposition_F64<DMatrixRMaj> eigen(DMatrixRMaj matrix, boolean vectors) {
    EigenDecomposition_F64<DMatrixRMaj> eigen =
        DecompositionFactory_DDRM.eig(matrix.numRows, vectors, true);
    if (!eigen.decompose(matrix)) {
      throw new DefectException("the eigenvalues of a covariance did not converge");
    }
    return eigen;
  }
}
