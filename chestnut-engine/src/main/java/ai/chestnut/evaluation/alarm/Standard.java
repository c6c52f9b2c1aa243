package ai.chestnut.evaluation.alarm;

import java.util.List;

/** Brings each number to mean 0 and deviation 1 over some films. */
final class Standard {

  private final double[] mean;
  private final double[] deviation;

  private Standard(double[] mean, double[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  static Standard of(List<double[]> rows) {
    int d = rows.get(0).length;
    double[] mean = new double[d];
    double[] squares = new double[d];
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        mean[i] += row[i] / rows.size();
      }
    }
    for (double[] row : rows) {
      for (int i = 0; i < d; i++) {
        squares[i] += (row[i] - mean[i]) * (row[i] - mean[i]) / rows.size();
      }
    }
    double[] deviation = new double[d];
    for (int i = 0; i < d; i++) {
      deviation[i] = Math.max(1e-6, Math.sqrt(squares[i]));
    }
    return new Standard(mean, deviation);
  }

  double[] of(double[] row) {
    double[] out = new double[row.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (row[i] - mean[i]) / deviation[i];
    }
    return out;
  }
}
