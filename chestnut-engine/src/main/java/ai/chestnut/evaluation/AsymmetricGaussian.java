package ai.chestnut.evaluation;

import org.apache.commons.numbers.gamma.Gamma;

/**
 * The asymmetric generalised normal distribution that has the moments of some numbers: Lasmar,
 * Stitou and Berthoumieu (2009), section 3, as Mittal et al. (2013) use it. The shape is looked up
 * on their grid, 0.2 to 10 in steps of 0.001.
 *
 * @param shape alpha; 2 is the normal distribution
 * @param left beta_l, the scale below 0
 * @param right beta_r, the scale above 0
 */
record AsymmetricGaussian(double shape, double left, double right) {

  private static final int FIRST = 200; // thousandths
  private static final int LAST = 10_000;
  private static final double[] RATIOS = ratios();

  /** Γ(2/a)² / (Γ(1/a) Γ(3/a)), which rises with a. */
  private static double[] ratios() {
    double[] ratios = new double[LAST - FIRST + 1];
    for (int i = 0; i < ratios.length; i++) {
      double shape = (FIRST + i) / 1000.0;
      double two = Gamma.value(2 / shape);
      ratios[i] = two * two / (Gamma.value(1 / shape) * Gamma.value(3 / shape));
    }
    return ratios;
  }

  /** NaN throughout if no number is below 0 or none above. */
  static AsymmetricGaussian fit(double[] numbers) {
    double below = 0;
    double above = 0;
    double sum = 0;
    int countBelow = 0;
    int countAbove = 0;
    for (double number : numbers) {
      sum += Math.abs(number);
      if (number < 0) {
        below += number * number;
        countBelow++;
      } else if (number > 0) {
        above += number * number;
        countAbove++;
      }
    }
    if (countBelow == 0 || countAbove == 0) {
      return new AsymmetricGaussian(Double.NaN, Double.NaN, Double.NaN);
    }
    double n = numbers.length;
    double leftDeviation = Math.sqrt(below / countBelow);
    double rightDeviation = Math.sqrt(above / countAbove);
    double skew = leftDeviation / rightDeviation;
    double ratio = (sum / n) * (sum / n) / ((below + above) / n);
    double square = skew * skew + 1;
    double wanted = ratio * (skew * skew * skew + 1) * (skew + 1) / (square * square);
    double shape = (FIRST + nearest(wanted)) / 1000.0;
    double scale = Math.sqrt(Gamma.value(1 / shape) / Gamma.value(3 / shape));
    return new AsymmetricGaussian(shape, leftDeviation * scale, rightDeviation * scale);
  }

  /** eta, the mean: Mittal et al. (2013), equation 8. */
  double mean() {
    return (right - left) * Gamma.value(2 / shape) / Gamma.value(1 / shape);
  }

  private static int nearest(double wanted) {
    int low = 0;
    int high = RATIOS.length - 1;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (RATIOS[middle] < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.abs(RATIOS[low] - wanted) <= Math.abs(RATIOS[high] - wanted) ? low : high;
  }
}
