package ai.chestnut.evaluation.detector;

import java.util.Arrays;

/**
 * Ridge logistic regression on standardised points: minimises the mean log loss + {@value #RIDGE} /
 * 2 |w|² by Nesterov's accelerated gradient for strongly convex functions (Nesterov 2004, scheme
 * 2.2.22), with the step 1 / L, {@code L = λmax(X'X) / 4n + RIDGE}. Nothing in it is drawn.
 *
 * @param features name of the space
 * @param points of all films, [n, d]
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record LogisticDiscriminator(String features, double[][] points) implements Discriminator {

  /** Weight of the ridge; strong enough for as many dimensions as films. */
  public static final double RIDGE = 0.05;

  private static final int STEPS = 200;
  private static final int POWER_STEPS = 30;

  @Override
  public String name() {
    return "logistic regression on " + features;
  }

  @Override
  public double[] scores(boolean[] synthetic, int[] train, int[] test, long seed) {
    int d = points[0].length;
    double[] mean = new double[d];
    double[] deviation = new double[d];
    for (int film : train) {
      for (int i = 0; i < d; i++) {
        mean[i] += points[film][i] / train.length;
      }
    }
    for (int film : train) {
      for (int i = 0; i < d; i++) {
        double apart = points[film][i] - mean[i];
        deviation[i] += apart * apart / train.length;
      }
    }
    for (int i = 0; i < d; i++) {
      deviation[i] = Math.sqrt(deviation[i]);
    }
    double[][] x = standardised(train, mean, deviation);
    double[] y = new double[train.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = synthetic[train[i]] ? 1 : 0;
    }
    double[] w = fitted(x, y);
    return Arrays.stream(standardised(test, mean, deviation))
        .mapToDouble(row -> dot(row, w))
        .toArray();
  }

  /** Each film's point with mean 0 and deviation 1, and a one for the intercept. */
  private double[][] standardised(int[] films, double[] mean, double[] deviation) {
    double[][] rows = new double[films.length][mean.length + 1];
    for (int row = 0; row < rows.length; row++) {
      for (int i = 0; i < mean.length; i++) {
        double apart = points[films[row]][i] - mean[i];
        rows[row][i] = deviation[i] == 0 ? 0 : apart / deviation[i];
      }
      rows[row][mean.length] = 1;
    }
    return rows;
  }

  static double[] fitted(double[][] x, double[] y) {
    int d = x[0].length;
    double curvature = largestEigenvalue(x) / (4.0 * x.length) + RIDGE;
    double ratio = Math.sqrt(RIDGE / curvature);
    double momentum = (1 - ratio) / (1 + ratio);
    double[] w = new double[d];
    double[] ahead = new double[d];
    for (int step = 0; step < STEPS; step++) {
      double[] gradient = new double[d];
      for (int row = 0; row < x.length; row++) {
        double error = 1 / (1 + Math.exp(-dot(x[row], ahead))) - y[row];
        for (int i = 0; i < d; i++) {
          gradient[i] += error * x[row][i] / x.length;
        }
      }
      for (int i = 0; i < d; i++) {
        double next = ahead[i] - (gradient[i] + RIDGE * ahead[i]) / curvature;
        ahead[i] = next + momentum * (next - w[i]);
        w[i] = next;
      }
    }
    return w;
  }

  /** Of X'X, by power iteration; a little too small at worst, which the trace bounds. */
  private static double largestEigenvalue(double[][] x) {
    int d = x[0].length;
    double[] v = new double[d];
    Arrays.setAll(v, i -> 1 + 0.01 * i); // no axis and no sum is orthogonal to it
    double value = 0;
    for (int step = 0; step < POWER_STEPS; step++) {
      double[] next = new double[d];
      for (double[] row : x) {
        double along = dot(row, v);
        for (int i = 0; i < d; i++) {
          next[i] += along * row[i];
        }
      }
      double norm = Math.sqrt(dot(next, next));
      value = norm / Math.sqrt(dot(v, v));
      for (int i = 0; i < d; i++) {
        v[i] = next[i] / norm;
      }
    }
    return 1.1 * value;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
