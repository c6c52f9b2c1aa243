package ai.chestnut.placement;

/**
 * A normal distribution of many numbers, by its mean and the lower Cholesky factor of its
 * covariance, from which some numbers are drawn given others.
 */
public final class JointNormal {

  private static final double TINY = 1e-9;

  private final double[] mean;
  private final double[][] factor;

  /**
   * @param factor [d][d], lower triangle; covariance = factor factor'
   */
  public JointNormal(double[] mean, double[][] factor) {
    this.mean = mean.clone();
    this.factor = new double[factor.length][];
    for (int row = 0; row < factor.length; row++) {
      this.factor[row] = factor[row].clone();
    }
  }

  /** Mean and covariance of rows; a trace of ridge keeps constant numbers drawable. */
  public static JointNormal fitted(double[][] rows) {
    int d = rows[0].length;
    double[] mean = new double[d];
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    double[][] covariance = new double[d][d];
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        for (int j = 0; j < d; j++) {
          covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / (rows.length - 1);
        }
      }
    }
    return new JointNormal(mean, cholesky(covariance));
  }

  public int size() {
    return mean.length;
  }

  public double[] mean() {
    return mean.clone();
  }

  /** Row after row, the whole square. */
  public float[] factor() {
    float[] flat = new float[mean.length * mean.length];
    for (int i = 0; i < mean.length; i++) {
      for (int j = 0; j <= i; j++) {
        flat[i * mean.length + j] = (float) factor[i][j];
      }
    }
    return flat;
  }

  /**
   * A draw given some numbers: an unconditional draw, moved by what it missed (Matheron's rule,
   * Wilson et al. 2020, equation 6).
   *
   * @param places of the given numbers
   * @param values that they have
   * @param noise standard normal numbers, as many as there are numbers
   */
  public double[] given(int[] places, double[] values, double[] noise) {
    int d = mean.length;
    double[] drawn = mean.clone();
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        drawn[i] += factor[i][j] * noise[j];
      }
    }
    int n = places.length;
    if (n == 0) {
      return drawn;
    }
    double[][] among = new double[n][n];
    double[] missed = new double[n];
    for (int a = 0; a < n; a++) {
      missed[a] = values[a] - drawn[places[a]];
      for (int b = 0; b < n; b++) {
        among[a][b] = covariance(places[a], places[b]);
      }
    }
    double[] weights = solved(cholesky(among), missed);
    for (int i = 0; i < d; i++) {
      for (int a = 0; a < n; a++) {
        drawn[i] += covariance(i, places[a]) * weights[a];
      }
    }
    return drawn;
  }

  private double covariance(int i, int j) {
    double sum = 0;
    for (int k = 0; k <= Math.min(i, j); k++) {
      sum += factor[i][k] * factor[j][k];
    }
    return sum;
  }

  private static double[][] cholesky(double[][] matrix) {
    int d = matrix.length;
    double[][] lower = new double[d][d];
    for (int i = 0; i < d; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = matrix[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(Math.max(TINY, sum)) : sum / lower[j][j];
      }
    }
    return lower;
  }

  private static double[] solved(double[][] lower, double[] right) {
    int d = right.length;
    double[] x = right.clone();
    for (int i = 0; i < d; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = d - 1; i >= 0; i--) {
      for (int k = i + 1; k < d; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }
}
