package ai.chestnut.reading.statistics;

import ai.chestnut.evaluation.Interval;

/**
 * How well a yes is told from a no, apart from how readily "yes" is said. Green and Swets (1966);
 * the estimates are those of Stanislaw and Todorov (1999), "Calculation of signal detection theory
 * measures".
 *
 * @param hits yes said to signals
 * @param signals at least 1
 * @param falseAlarms yes said to noise
 * @param noises at least 1
 */
public record SignalDetection(long hits, long signals, long falseAlarms, long noises) {

  public SignalDetection {
    if (signals < 1 || noises < 1) {
      throw new IllegalArgumentException(
          "trials: got " + signals + " and " + noises + ", expected at least 1 of each");
    }
    if (hits < 0 || hits > signals || falseAlarms < 0 || falseAlarms > noises) {
      throw new IllegalArgumentException(
          "answers: got " + hits + " and " + falseAlarms + ", expected no more than trials");
    }
  }

  /** The distance of the two distributions in their standard deviations, from exact rates. */
  public static double dPrime(double hitRate, double falseAlarmRate) {
    return Interval.normalQuantile(hitRate) - Interval.normalQuantile(falseAlarmRate);
  }

  /**
   * Sensitivity d′, with the log-linear correction of Hautus (1995): half a yes and half a no are
   * added on each side, so that a rate of 0 or 1 stays finite.
   */
  public double dPrime() {
    return dPrime(hitRate(), falseAlarmRate());
  }

  /** Bias c: 0 is none, above it "yes" is said too rarely. */
  public double criterion() {
    return -(Interval.normalQuantile(hitRate()) + Interval.normalQuantile(falseAlarmRate())) / 2;
  }

  private double hitRate() {
    return (hits + 0.5) / (signals + 1);
  }

  private double falseAlarmRate() {
    return (falseAlarms + 0.5) / (noises + 1);
  }
}
