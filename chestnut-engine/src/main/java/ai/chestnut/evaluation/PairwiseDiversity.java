package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * How varied a set of films is: the mean MS-SSIM of random pairs of them, as Odena et al. (2017),
 * section 4.2, proposed. The lower, the more varied; a set of one film repeated has 1. To be read
 * beside the same figure of real films. Every pair is two films, and as far as possible no film is
 * in two pairs, so that pairs may be resampled as if they were independent.
 */
public final class PairwiseDiversity {

  /** How many pairs there are at most. */
  public static final int PAIRS = 500;

  private PairwiseDiversity() {}

  /** Two films, by number. */
  record Pair(int one, int other) {}

  /**
   * The mean with its interval.
   *
   * @param count films of the set, at least 2
   * @param film the film of a number, 0 to count - 1; asked for as needed, so that the set need not
   *     be in memory; all of one size as for {@link StructuralSimilarity#overScales}
   */
  public static Interval of(int count, IntFunction<Radiograph> film) {
    double[] alike =
        pairs(count, PAIRS).stream()
            .mapToDouble(
                pair ->
                    StructuralSimilarity.overScales(
                        film.apply(pair.one()), film.apply(pair.other())))
            .toArray();
    return Bootstrap.of("pairwise diversity").mean(alike);
  }

  /**
   * At most so many pairs: disjoint ones of a permutation, then of another until there are enough.
   */
  static List<Pair> pairs(int count, int limit) {
    if (count < 2) {
      throw new RequestException("set of films", "diversity", count + "", "at least two");
    }
    long possible = (long) count * (count - 1) / 2;
    List<Pair> pairs = new ArrayList<>();
    for (int round = 0; pairs.size() < Math.min(limit, possible); round++) {
      int[] order = RandomStream.of(0, round, "diversity pairs").permutation(count);
      IntStream.range(0, count / 2)
          .mapToObj(i -> pair(order[2 * i], order[2 * i + 1]))
          .filter(pair -> !pairs.contains(pair))
          .limit(Math.min(limit, possible) - pairs.size())
          .forEach(pairs::add);
    }
    return pairs;
  }

  private static Pair pair(int a, int b) {
    return new Pair(Math.min(a, b), Math.max(a, b));
  }
}
