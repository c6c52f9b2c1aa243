package ai.chestnut.evaluation;

import org.apache.commons.numbers.gamma.InverseErfc;

/**
 * A figure with its confidence interval.
 *
 * @param value the figure itself, from all films
 * @param low lower end; at most {@code high}. A bootstrap interval of a biased statistic may leave
 *     {@code value} outside
 * @param high upper end
 */
public record Interval(double value, double low, double high) {

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException(
          "interval: got " + low + " to " + high + ", expected the lower end first");
    }
  }

  /** Whether a number lies in it; both ends belong to it. */
  public boolean holds(double number) {
    return low <= number && number <= high;
  }

  /**
   * The 95 % score interval of a share. Wilson (1927), the formula after his equation 5; it needs
   * no large counts and stays inside [0, 1].
   *
   * @param hits how often it happened, 0 to {@code trials}
   * @param trials at least 1
   */
  public static Interval wilson(long hits, long trials) {
    if (trials < 1 || hits < 0 || hits > trials) {
      throw new IllegalArgumentException(
          "share: got " + hits + " of " + trials + ", expected 0..n of n, n at least 1");
    }
    double z = normalQuantile(0.5 + Bootstrap.LEVEL / 2);
    double n = trials;
    double share = hits / n;
    double centre = (share + z * z / (2 * n)) / (1 + z * z / n);
    double half = z / (1 + z * z / n) * Math.sqrt(share * (1 - share) / n + z * z / (4 * n * n));
    return new Interval(share, hits == 0 ? 0 : centre - half, hits == trials ? 1 : centre + half);
  }

  /** The number below which a standard normal falls with this probability. */
  public static double normalQuantile(double probability) {
    return -Math.sqrt(2) * InverseErfc.value(2 * probability);
  }
}
