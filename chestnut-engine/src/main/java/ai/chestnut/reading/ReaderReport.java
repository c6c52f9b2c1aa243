package ai.chestnut.reading;

import ai.chestnut.evaluation.Interval;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a reader study found.
 *
 * @param protocol what was fixed beforehand
 * @param hash of its file
 * @param arms real films first
 * @param readers by name
 * @param pooled all readers, all arms
 * @param systems each system beside the real films, all readers
 */
public record ReaderReport(
    Protocol protocol,
    String hash,
    List<Arm> arms,
    List<Reader> readers,
    Optional<Told> pooled,
    List<Told> systems,
    Agreement agreement,
    List<Comparison> comparisons) {

  public ReaderReport {
    arms = List.copyOf(arms);
    readers = List.copyOf(readers);
    systems = List.copyOf(systems);
    comparisons = List.copyOf(comparisons);
  }

  /**
   * The films of one source.
   *
   * @param answers to first showings
   * @param calledReal share of answers that called the film authentic, Wilson's interval
   * @param anatomy mean realism, resampled by film
   * @param pathology likewise
   * @param overlay mean usefulness of the masks
   * @param findingSeen where the finding is: share of "yes"
   * @param findingFancied where it is not: share of "yes"
   * @param reasons how often each was given for calling a film of this arm synthetic
   */
  public record Arm(
      String name,
      int answers,
      Optional<Interval> calledReal,
      Optional<Interval> anatomy,
      Optional<Interval> pathology,
      Optional<Interval> overlay,
      Optional<Interval> findingSeen,
      Optional<Interval> findingFancied,
      Map<String, Integer> reasons) {}

  /**
   * Telling synthetic from real.
   *
   * @param name a system, a reader, or {@code all}
   * @param accuracy share of right answers, Wilson's interval
   * @param pValue of mere guessing, exact binomial test
   * @param dPrime sensitivity, log-linear correction, resampled by film
   * @param criterion bias, above 0 where "synthetic" is said too rarely
   * @param auc of the confidence ratings, resampled by film
   */
  public record Told(
      String name,
      int answers,
      Interval accuracy,
      double pValue,
      Optional<Interval> dPrime,
      Optional<Double> criterion,
      Optional<Interval> auc) {

    static Told of(String name, Figures figures) {
      return new Told(
          name,
          figures.answers(),
          figures.accuracy(),
          figures.pValue(),
          figures.dPrime(),
          figures.criterion(),
          figures.auc());
    }
  }

  /**
   * One reader.
   *
   * @param answered of {@code asked} showings
   * @param medianSeconds per film
   * @param repeats films that the reader saw twice
   * @param sameAgain share of these that were called the same, Wilson's interval
   * @param kappaAgain Cohen's κ between first and second showing
   */
  public record Reader(
      String name,
      int answered,
      int asked,
      double medianSeconds,
      Optional<Told> told,
      int repeats,
      Optional<Interval> sameAgain,
      Optional<Double> kappaAgain) {}

  /**
   * Between readers, on the films that all of them answered.
   *
   * @param films how many these are
   * @param fleiss κ of real or synthetic over all readers
   * @param pairs each two readers
   */
  public record Agreement(int films, Optional<Double> fleiss, List<Pair> pairs) {}

  /**
   * Two readers.
   *
   * @param cohen κ of real or synthetic
   * @param anatomy κ of the ratings, quadratic weights
   * @param pathology likewise
   */
  public record Pair(
      String first,
      String second,
      Optional<Double> cohen,
      Optional<Double> anatomy,
      Optional<Double> pathology) {}

  /**
   * Two arms on films that stand beside each other, rated by the same reader.
   *
   * @param rating {@code anatomy} or {@code pathology}
   * @param difference mean of the second less the first
   * @param pValue Wilcoxon's signed-rank test, two-sided
   */
  public record Comparison(
      String rating, String first, String second, int pairs, double difference, double pValue) {}

  /** The report of all answers that are there. */
  public static ReaderReport of(ReaderStudy study) {
    return new ReportCounting(study).report();
  }
}
