package ai.chestnut.reading;

import ai.chestnut.evaluation.BinaryScores;
import ai.chestnut.evaluation.Bootstrap;
import ai.chestnut.evaluation.Interval;
import ai.chestnut.evaluation.SampleUnits;
import ai.chestnut.reading.statistics.CoinTest;
import ai.chestnut.reading.statistics.SignalDetection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * How well real and synthetic films were told apart: "synthetic" is the signal.
 *
 * @param answers how many
 * @param accuracy share of right answers, Wilson's interval
 * @param pValue of guessing, exact
 * @param dPrime sensitivity, resampled by film; absent unless both kinds were seen
 * @param criterion bias: above 0, "synthetic" is said too rarely
 * @param auc of the confidence ratings, resampled by film
 */
record Figures(
    int answers,
    Interval accuracy,
    double pValue,
    Optional<Interval> dPrime,
    Optional<Double> criterion,
    Optional<Interval> auc) {

  /** All films of this many resamples; a report of several arms and readers is to be quick. */
  private static final int RESAMPLES = 1000;

  /**
   * @param readings at least one, all with an answer to {@link Question#AUTHENTIC}
   */
  static Figures of(List<Reading> readings, String purpose) {
    long right = readings.stream().filter(Reading::right).count();
    Interval accuracy = Interval.wilson(right, readings.size());
    double p = CoinTest.pValue(right, readings.size());
    boolean both =
        readings.stream().anyMatch(Reading::synthetic)
            && !readings.stream().allMatch(Reading::synthetic);
    if (!both) {
      return new Figures(
          readings.size(), accuracy, p, Optional.empty(), Optional.empty(), Optional.empty());
    }
    SampleUnits films = byFilm(readings);
    BinaryScores scores =
        BinaryScores.of(
            readings.stream().mapToDouble(r -> r.answer().suspicion()).toArray(), truth(readings));
    Bootstrap bootstrap = Bootstrap.of("reader study/" + purpose).withResamples(RESAMPLES);
    return new Figures(
        readings.size(),
        accuracy,
        p,
        Optional.of(bootstrap.percentile(films, some -> dPrime(readings, some))),
        Optional.of(detection(readings, all(readings)).criterion()),
        Optional.of(bootstrap.percentile(films, scores::auroc)));
  }

  /** Films, not answers, are drawn: two readers of one film are not two films. */
  private static SampleUnits byFilm(List<Reading> readings) {
    return SampleUnits.patients(readings.stream().map(r -> r.of().film()).toList());
  }

  private static boolean[] truth(List<Reading> readings) {
    boolean[] truth = new boolean[readings.size()];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = readings.get(i).synthetic();
    }
    return truth;
  }

  private static int[] all(List<Reading> readings) {
    int[] all = new int[readings.size()];
    Arrays.setAll(all, i -> i);
    return all;
  }

  private static double dPrime(List<Reading> readings, int[] some) {
    boolean both =
        Arrays.stream(some).anyMatch(i -> readings.get(i).synthetic())
            && Arrays.stream(some).anyMatch(i -> !readings.get(i).synthetic());
    return both ? detection(readings, some).dPrime() : Double.NaN;
  }

  private static SignalDetection detection(List<Reading> readings, int[] some) {
    return new SignalDetection(
        count(readings, some, r -> r.synthetic() && !r.calledReal()),
        count(readings, some, Reading::synthetic),
        count(readings, some, r -> !r.synthetic() && !r.calledReal()),
        count(readings, some, r -> !r.synthetic()));
  }

  private static long count(List<Reading> readings, int[] some, Predicate<Reading> which) {
    return Arrays.stream(some).filter(i -> which.test(readings.get(i))).count();
  }

  /** The mean of a rating, resampled by film; absent where nothing was rated. */
  static Optional<Interval> mean(
      List<Reading> rated, ToDoubleFunction<Reading> rating, String purpose) {
    if (rated.isEmpty()) {
      return Optional.empty();
    }
    double[] values = rated.stream().mapToDouble(rating).toArray();
    return Optional.of(
        Bootstrap.of("reader study/" + purpose)
            .withResamples(RESAMPLES)
            .percentile(
                byFilm(rated),
                some -> Arrays.stream(some).mapToDouble(i -> values[i]).average().orElseThrow()));
  }
}
