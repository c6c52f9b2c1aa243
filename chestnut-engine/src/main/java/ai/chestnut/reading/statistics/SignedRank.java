package ai.chestnut.reading.statistics;

import ai.chestnut.evaluation.Interval;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.apache.commons.numbers.gamma.Erfc;

/**
 * Whether paired differences lie about zero. Wilcoxon (1945), "Individual comparisons by ranking
 * methods": zero differences are left out, equal ones share their mean rank.
 *
 * @param positive sum of the ranks of positive differences
 * @param used differences that are not zero
 * @param pValue two-sided; 1 where no difference is left
 */
public record SignedRank(double positive, int used, double pValue) {

  /** Up to here the permutation distribution is counted out, ties and all. */
  private static final int EXACT = 200;

  /**
   * @param differences finite
   */
  public static SignedRank of(double[] differences) {
    double[] kept = Arrays.stream(differences).filter(d -> d != 0).toArray();
    if (kept.length == 0) {
      return new SignedRank(0, 0, 1);
    }
    int[] twice = doubledRanks(kept);
    int sum = 0;
    for (int i = 0; i < kept.length; i++) {
      sum += kept[i] > 0 ? twice[i] : 0;
    }
    double p = kept.length <= EXACT ? exact(twice, sum) : normal(twice, sum);
    return new SignedRank(sum / 2.0, kept.length, p);
  }

  /** Twice the mid-rank of each size, a whole number. */
  private static int[] doubledRanks(double[] differences) {
    int[] order =
        IntStream.range(0, differences.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> Math.abs(differences[i])))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] ranks = new int[differences.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length
          && Math.abs(differences[order[to]]) == Math.abs(differences[order[from]])) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = from + 1 + to; // (from + 1) to (to), their mean doubled
      }
    }
    return ranks;
  }

  /** Every choice of signs is equally likely: the distribution of the sum, term by term. */
  private static double exact(int[] ranks, int sum) {
    double[] chance = {1};
    for (int rank : ranks) {
      double[] next = new double[chance.length + rank];
      for (int s = 0; s < chance.length; s++) {
        next[s] += chance[s] / 2;
        next[s + rank] += chance[s] / 2;
      }
      chance = next;
    }
    double below = 0;
    double above = 0;
    for (int s = 0; s < chance.length; s++) {
      below += s <= sum ? chance[s] : 0;
      above += s >= sum ? chance[s] : 0;
    }
    return Math.min(1, 2 * Math.min(below, above));
  }

  private static double normal(int[] ranks, int sum) {
    double mean = 0;
    double variance = 0;
    for (int rank : ranks) {
      mean += rank / 2.0;
      variance += rank * (double) rank / 4;
    }
    double z = (Math.abs(sum - mean) - 1) / Math.sqrt(variance); // ranks are doubled: 1 is a half
    return Math.min(1, Erfc.value(Math.max(0, z) / Math.sqrt(2)));
  }

  /** The size |z| that would give this p value, for a rough effect size z / √n. */
  public double effect() {
    return used == 0 ? 0 : -Interval.normalQuantile(pValue / 2) / Math.sqrt(used);
  }
}
