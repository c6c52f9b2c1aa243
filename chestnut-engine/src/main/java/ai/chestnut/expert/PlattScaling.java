package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;

/**
 * Fits what turns logits into probabilities: the likeliest sigmoid(logit / temperature + bias),
 * with Platt's softened targets. Platt 1999, section 2.2; Newton's method with backtracking as in
 * Lin, Lin and Weng 2007, algorithm 1.
 */
public final class PlattScaling {

  /** A net that knows nothing would have an endless temperature. */
  private static final double LEAST_SLOPE = 0.05;

  private static final int ROUNDS = 100;
  private static final double RIDGE = 1e-10;
  private static final double STILL = 1e-9;

  private final double[] logits;
  private final double[] targets;
  private final double prior;

  private PlattScaling(double[] logits, double[] targets, double prior) {
    this.logits = logits;
    this.targets = targets;
    this.prior = prior;
  }

  /**
   * Temperature and bias together.
   *
   * @param logits of each film
   * @param present whether the finding is there; some are and some are not
   * @throws RequestException if all are or none is
   */
  public static LogitScale fit(double[] logits, boolean[] present) {
    LogitScale free = of(logits, present).newton(false, 1);
    return 1 / free.temperature() > LEAST_SLOPE ? free : fit(logits, present, 1 / LEAST_SLOPE);
  }

  /** The bias alone, at a given temperature. */
  public static LogitScale fit(double[] logits, boolean[] present, double temperature) {
    return of(logits, present).newton(true, 1 / temperature);
  }

  private static PlattScaling of(double[] logits, boolean[] present) {
    int there = 0;
    for (boolean each : present) {
      there += each ? 1 : 0;
    }
    int absent = present.length - there;
    if (there == 0 || absent == 0) {
      throw new RequestException(
          "Platt scaling", "", there + " films with and " + absent + " without", "some of each");
    }
    double[] targets = new double[present.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = present[i] ? (there + 1.0) / (there + 2.0) : 1.0 / (absent + 2.0);
    }
    return new PlattScaling(logits, targets, Math.log((there + 1.0) / (absent + 1.0)));
  }

  /** From this slope, which stays where it is if it is fixed. */
  private LogitScale newton(boolean slopeFixed, double start) {
    double slope = slopeFixed ? start : 0;
    double bias = prior;
    double loss = loss(slope, bias);
    for (int round = 0; round < ROUNDS; round++) {
      double g1 = 0;
      double g2 = 0;
      double h11 = RIDGE;
      double h12 = 0;
      double h22 = RIDGE;
      for (int i = 0; i < logits.length; i++) {
        double p = LogitScale.sigmoid(slope * logits[i] + bias);
        double error = p - targets[i];
        double weight = p * (1 - p);
        g1 += error * logits[i];
        g2 += error;
        h11 += weight * logits[i] * logits[i];
        h12 += weight * logits[i];
        h22 += weight;
      }
      double determinant = h11 * h22 - h12 * h12;
      double bySlope = slopeFixed ? 0 : (h22 * g1 - h12 * g2) / determinant;
      double byBias = slopeFixed ? g2 / h22 : (h11 * g2 - h12 * g1) / determinant;
      double step = 1;
      while (step > STILL && loss(slope - step * bySlope, bias - step * byBias) > loss) {
        step /= 2;
      }
      slope -= step * bySlope;
      bias -= step * byBias;
      loss = loss(slope, bias);
      if (Math.abs(step * bySlope) + Math.abs(step * byBias) < STILL || step <= STILL) {
        break;
      }
    }
    // a slope below the least is told by a temperature above the greatest, whatever its sign
    return new LogitScale(1 / Math.max(slope, LEAST_SLOPE / 2), bias);
  }

  /** Mean cross-entropy, stable for large logits. */
  private double loss(double slope, double bias) {
    double sum = 0;
    for (int i = 0; i < logits.length; i++) {
      double z = slope * logits[i] + bias;
      sum += Math.max(z, 0) - targets[i] * z + Math.log1p(Math.exp(-Math.abs(z)));
    }
    return sum / logits.length;
  }
}
