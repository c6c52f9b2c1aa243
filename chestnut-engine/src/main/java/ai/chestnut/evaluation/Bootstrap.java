package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * Confidence by resampling with replacement. Efron and Tibshirani (1993), "An introduction to the
 * bootstrap", chapters 13 (percentile), 14 (BCa) and 16 (tests). The resampling is fixed: {@value
 * #RESAMPLES} resamples at level {@value #LEVEL}, the r-th drawn from the stream (seed 0, index r,
 * "bootstrap/" + purpose). So a figure has one interval, whoever computes it and in which order.
 *
 * <p>A resample on which the statistic is not defined (NaN), such as one without a positive, is
 * left out; if more than half of them are, there is no interval and a {@link RequestException}.
 */
public final class Bootstrap {

  /** How many resamples there are unless said otherwise. */
  public static final int RESAMPLES = 2000;

  /** Confidence of every interval. */
  public static final double LEVEL = 0.95;

  /** A number computed from some films, NaN where it is not defined. */
  @FunctionalInterface
  public interface Statistic {

    /**
     * @param films indices; an index that stands twice counts twice
     */
    double of(int[] films);
  }

  /**
   * Two systems on the same resamples.
   *
   * @param difference the second less the first, with its interval
   * @param pValue of equality, two-sided, 1 / (RESAMPLES + 1) at the least
   */
  public record Comparison(Interval difference, double pValue) {}

  private final String purpose;
  private final int resamples;

  private Bootstrap(String purpose, int resamples) {
    this.purpose = purpose;
    this.resamples = resamples;
  }

  /** The fixed resampling under a name, such as that of the figure. */
  public static Bootstrap of(String purpose) {
    return new Bootstrap(purpose, RESAMPLES);
  }

  /** With fewer or more resamples, to be stated beside the figure. */
  public Bootstrap withResamples(int count) {
    if (count < 20) {
      throw new IllegalArgumentException("resamples: got " + count + ", expected at least 20");
    }
    return new Bootstrap(purpose, count);
  }

  public int resamples() {
    return resamples;
  }

  /** From the 2.5 % to the 97.5 % quantile of the resampled statistic. */
  public Interval percentile(SampleUnits units, Statistic statistic) {
    double[] replicates = replicates(units, statistic);
    return interval(statistic.of(units.all()), replicates, (1 - LEVEL) / 2, (1 + LEVEL) / 2);
  }

  /**
   * Bias-corrected and accelerated: Efron (1987), equations 2.3 and 6.6. Better than the percentile
   * interval for skewed statistics of few films; costs one evaluation more per unit.
   */
  public Interval bca(SampleUnits units, Statistic statistic) {
    double value = statistic.of(units.all());
    double[] replicates = replicates(units, statistic);
    double below = 0;
    for (double replicate : replicates) {
      below += replicate < value ? 1 : replicate == value ? 0.5 : 0;
    }
    double share = below / replicates.length;
    if (share == 0 || share == 1) { // the bias has no bound: nothing to correct by
      return interval(value, replicates, (1 - LEVEL) / 2, (1 + LEVEL) / 2);
    }
    double bias = Interval.normalQuantile(share);
    double acceleration = acceleration(units, statistic);
    double z = Interval.normalQuantile((1 + LEVEL) / 2);
    return interval(
        value,
        replicates,
        corrected(bias - z, bias, acceleration),
        corrected(bias + z, bias, acceleration));
  }

  /** Compares two statistics of the same films on the same resamples. */
  public Comparison paired(SampleUnits units, Statistic first, Statistic second) {
    Statistic difference = films -> second.of(films) - first.of(films);
    double[] replicates = replicates(units, difference);
    Interval interval =
        interval(difference.of(units.all()), replicates, (1 - LEVEL) / 2, (1 + LEVEL) / 2);
    return new Comparison(interval, pValue(replicates));
  }

  /**
   * The statistic of two independent sets, each resampled by itself: such as a distance, or the
   * difference of two means.
   */
  public Interval percentile(SampleUnits one, SampleUnits other, PairStatistic statistic) {
    double[] replicates =
        IntStream.range(0, resamples)
            .mapToDouble(
                r -> {
                  RandomStream random = stream(r);
                  int[] first = one.drawn(random.child("one"));
                  return statistic.of(first, other.drawn(random.child("other")));
                })
            .toArray();
    return interval(
        statistic.of(one.all(), other.all()),
        defined(replicates),
        (1 - LEVEL) / 2,
        (1 + LEVEL) / 2);
  }

  /** A number computed from some films of each of two sets. */
  @FunctionalInterface
  public interface PairStatistic {
    double of(int[] first, int[] second);
  }

  /** The mean, with its interval. */
  public Interval mean(double[] values) {
    return percentile(SampleUnits.films(values.length), films -> mean(values, films));
  }

  static double mean(double[] values, int[] films) {
    double sum = 0;
    for (int film : films) {
      sum += values[film];
    }
    return sum / films.length;
  }

  private double[] replicates(SampleUnits units, Statistic statistic) {
    double[] replicates = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      replicates[r] = statistic.of(units.drawn(stream(r)));
    }
    return defined(replicates);
  }

  private RandomStream stream(int resample) {
    return RandomStream.of(0, resample, "bootstrap/" + purpose);
  }

  private double[] defined(double[] replicates) {
    double[] defined = Arrays.stream(replicates).filter(value -> !Double.isNaN(value)).toArray();
    if (2 * defined.length < replicates.length) {
      throw new RequestException(
          "resamples",
          purpose,
          defined.length + " of " + replicates.length + " on which the figure is defined",
          "at least half; there are too few films");
    }
    Arrays.sort(defined);
    return defined;
  }

  private static Interval interval(double value, double[] sorted, double from, double to) {
    return new Interval(value, quantile(sorted, from), quantile(sorted, to));
  }

  /** Linear between order statistics: definition 7 of Hyndman and Fan (1996). */
  public static double quantile(double[] sorted, double probability) {
    double at = probability * (sorted.length - 1);
    int below = (int) Math.floor(at);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }

  private static double corrected(double shifted, double bias, double acceleration) {
    double z = bias + shifted / (1 - acceleration * shifted);
    return 0.5 * Erfc.value(-z / Math.sqrt(2));
  }

  /** From the jackknife: Efron (1987), equation 6.6. */
  private static double acceleration(SampleUnits units, Statistic statistic) {
    double[] left =
        IntStream.range(0, units.count())
            .mapToDouble(unit -> statistic.of(units.without(unit)))
            .filter(value -> !Double.isNaN(value))
            .toArray();
    double mean = Arrays.stream(left).average().orElse(0);
    double squares = 0;
    double cubes = 0;
    for (double value : left) {
      double apart = mean - value;
      squares += apart * apart;
      cubes += apart * apart * apart;
    }
    return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
  }

  /** Twice the smaller tail beyond 0, counting the sample itself as one resample. */
  private static double pValue(double[] differences) {
    double low = 1;
    double high = 1;
    for (double difference : differences) {
      low += difference <= 0 ? 1 : 0;
      high += difference >= 0 ? 1 : 0;
    }
    return Math.min(1, 2 * Math.min(low, high) / (differences.length + 1));
  }
}
