package ai.chestnut.evaluation.memorisation;

import ai.chestnut.evaluation.Bootstrap;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Synthetic films that are nearer to one training film than people are to each other.
 *
 * <p>What is measured is how much the nearest training film stands out: its distance over the mean
 * distance of the next five (Carlini et al. 2023, section 4.2, with fifty; five stay within one
 * kind of film, where few have that kind). Blur and bland films shrink all distances and leave this
 * ratio alone. The threshold comes from held-out films of other people. Near a film others lie as
 * in a space of some dimension D, so the ratio's lower tail falls like x^D (Levina and Bickel 2005,
 * equation 2); 1 / D is estimated over the lowest {@value #TAIL} of the held-out films (Hill 1975,
 * with the median in place of the mean, as a film may have slipped into both sets, and one standard
 * error more, 1 / (ln 2 √k) of k films) and the tail carried on to the probability at which one
 * such film among all that are tested would be found once in {@code 1 / ALARM} tests.
 *
 * @param threshold of the ratio; a film below it is a suspect
 * @param usual median ratio of held-out films
 * @param films the pairs by ratio, smallest first: the suspects, and behind them the nearest others
 * @param suspects how many of the films are below the threshold
 * @param heldOutBelow held-out films below the threshold: most likely films that are in both sets
 */
public record CopySuspects(
    double threshold, double usual, List<Pair> films, int suspects, int heldOutBelow) {

  /** The nearest training film and the next five. */
  public static final int NEIGHBOURS = 6;

  /** The share of held-out films that tell how the tail falls. */
  public static final double TAIL = 0.2;

  /** Chance that a test without copies names a suspect. */
  public static final double ALARM = 0.01;

  private static final int SHOWN = 24;

  /**
   * A synthetic film and its nearest training film.
   *
   * @param ratio how far, over the mean of the next ones
   */
  public record Pair(int synthetic, int training, double distance, double ratio) {}

  public CopySuspects {
    films = List.copyOf(films);
  }

  /** Looks at every synthetic film beside every training film. */
  static CopySuspects of(double[][] synthetic, double[][] train, double[][] heldOut) {
    return of(
        NearestFilms.of(synthetic, train, NEIGHBOURS), NearestFilms.of(heldOut, train, NEIGHBOURS));
  }

  /**
   * @param near training films of every synthetic film
   * @param unseen training films of every held-out film
   */
  static CopySuspects of(NearestFilms near, NearestFilms unseen) {
    double[] usual = unseen.standingOut();
    int films = near.index().length;
    double threshold = threshold(usual, films);
    double[] ratio = near.standingOut();
    List<Pair> pairs =
        IntStream.range(0, films)
            .mapToObj(i -> new Pair(i, near.index()[i][0], near.distance()[i][0], ratio[i]))
            .sorted(Comparator.comparingDouble(Pair::ratio).thenComparing(Pair::synthetic))
            .toList();
    int suspects = (int) Arrays.stream(ratio).filter(r -> r < threshold).count();
    return new CopySuspects(
        threshold,
        median(usual),
        pairs.subList(0, Math.min(pairs.size(), Math.max(SHOWN, suspects))),
        suspects,
        (int) Arrays.stream(usual).filter(r -> r < threshold).count());
  }

  /**
   * Where the tail of these ratios ends for so many films.
   *
   * @param ratios of films that are no copies, above 0 but for copies that slipped in
   */
  static double threshold(double[] ratios, int films) {
    double[] logs =
        Arrays.stream(ratios).map(r -> Math.log(Math.max(r, Double.MIN_NORMAL))).sorted().toArray();
    double start = Bootstrap.quantile(logs, TAIL);
    double[] below =
        Arrays.stream(logs).filter(l -> l < start).map(l -> start - l).sorted().toArray();
    if (below.length == 0) {
      return 0; // all held-out films alike: nothing can be told
    }
    double slope = Bootstrap.quantile(below, 0.5) / Math.log(2); // 1 / D
    double careful = slope * (1 + 1 / (Math.log(2) * Math.sqrt(below.length)));
    return Math.exp(start + careful * Math.log(ALARM / films / TAIL));
  }

  private static double median(double[] values) {
    return Bootstrap.quantile(Arrays.stream(values).sorted().toArray(), 0.5);
  }
}
