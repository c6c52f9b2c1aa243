package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well scores tell a yes from a no. Each figure is also a {@link Bootstrap.Statistic} of some
 * of the films; it is NaN where the films do not define it.
 */
public final class BinaryScores {

  private final double[] scores;
  private final boolean[] truth;
  private final int[] order; // by ascending score
  private final int[] tie; // of each film: which distinct score it has

  private BinaryScores(double[] scores, boolean[] truth) {
    this.scores = scores.clone();
    this.truth = truth.clone();
    this.order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> scores[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    this.tie = new int[scores.length];
    for (int rank = 1; rank < order.length; rank++) {
      boolean same = scores[order[rank]] == scores[order[rank - 1]];
      tie[order[rank]] = tie[order[rank - 1]] + (same ? 0 : 1);
    }
  }

  /**
   * @param scores one per film, finite; probabilities in [0, 1] for the Brier score
   * @param truth one per film
   */
  public static BinaryScores of(double[] scores, boolean[] truth) {
    if (scores.length != truth.length || scores.length == 0) {
      throw new RequestException(
          "scores",
          "",
          scores.length + " for " + truth.length + " films",
          "one each, at least one");
    }
    if (!Arrays.stream(scores).allMatch(Double::isFinite)) {
      throw new RequestException("scores", "", "one that is not finite", "finite numbers");
    }
    return new BinaryScores(scores, truth);
  }

  public int count() {
    return scores.length;
  }

  public int positives() {
    int positives = 0;
    for (boolean yes : truth) {
      positives += yes ? 1 : 0;
    }
    return positives;
  }

  /**
   * Area under the receiver operating characteristic: the share of pairs of a positive and a
   * negative in which the positive has the higher score, a tie counting half. Mann and Whitney
   * (1947); Hanley and McNeil (1982).
   */
  public double auroc(int[] films) {
    return auroc(films, new int[scores.length], 1);
  }

  /**
   * The same over pairs of one stratum only, such as one source and pixel size, so that telling
   * strata apart earns nothing: the pooled share of all such pairs.
   *
   * @param strata of each film, a number of its stratum from 0
   */
  public double aurocWithin(int[] strata, int[] films) {
    return auroc(films, strata, Arrays.stream(strata).max().orElse(0) + 1);
  }

  private double auroc(int[] films, int[] strata, int stratumCount) {
    int[] times = new int[scores.length];
    for (int film : films) {
      times[film]++;
    }
    double[] negatives = new double[stratumCount]; // below the present score
    double[] positives = new double[stratumCount];
    double[] wins = new double[stratumCount];
    for (int from = 0, to; from < order.length; from = to) {
      to = from;
      double[] upToTies = negatives.clone();
      while (to < order.length && tie[order[to]] == tie[order[from]]) {
        int film = order[to++];
        if (!truth[film]) {
          upToTies[strata[film]] += times[film];
        }
      }
      for (int i = from; i < to; i++) {
        int film = order[i];
        if (truth[film]) {
          int s = strata[film];
          wins[s] += times[film] * (negatives[s] + upToTies[s]) / 2;
          positives[s] += times[film];
        }
      }
      negatives = upToTies;
    }
    double pairs = 0;
    double won = 0;
    for (int s = 0; s < stratumCount; s++) {
      pairs += positives[s] * negatives[s];
      won += wins[s];
    }
    return won / pairs;
  }

  /** Harmonic mean of precision and recall of "score at least the threshold". */
  public double f1(double threshold, int[] films) {
    double hit = 0;
    double wrong = 0;
    for (int film : films) {
      boolean said = scores[film] >= threshold;
      hit += said && truth[film] ? 1 : 0;
      wrong += said != truth[film] ? 1 : 0;
    }
    return 2 * hit / (2 * hit + wrong);
  }

  /** Mean squared error of the probabilities. Brier (1950), halved as usual for two classes. */
  public double brier(int[] films) {
    double sum = 0;
    for (int film : films) {
      double apart = scores[film] - (truth[film] ? 1 : 0);
      sum += apart * apart;
    }
    return sum / films.length;
  }

  /**
   * One less the Brier score over that of always saying the share of positives among these films; 1
   * is perfect, 0 as good as that share, NaN for films of one kind. Murphy (1973).
   */
  public double brierSkill(int[] films) {
    double positives = 0;
    for (int film : films) {
      positives += truth[film] ? 1 : 0;
    }
    double share = positives / films.length;
    double climate = share * (1 - share);
    return climate == 0 ? Double.NaN : 1 - brier(films) / climate;
  }

  /** All films. */
  public int[] all() {
    return IntStream.range(0, scores.length).toArray();
  }

  /** The area with its interval, positives and negatives resampled separately. */
  public Interval auroc(String purpose) {
    return Bootstrap.of("auroc/" + purpose).percentile(SampleUnits.films(truth), this::auroc);
  }

  /** The area with its interval, all films of a patient resampled together. */
  public Interval auroc(String purpose, List<String> patients) {
    return Bootstrap.of("auroc/" + purpose).percentile(SampleUnits.patients(patients), this::auroc);
  }
}
