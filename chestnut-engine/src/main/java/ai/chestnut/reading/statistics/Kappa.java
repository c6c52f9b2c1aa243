package ai.chestnut.reading.statistics;

/**
 * Agreement beyond chance: 1 is full agreement, 0 what chance gives; NaN where all say the same.
 */
public final class Kappa {

  private Kappa() {}

  /**
   * Two readers, unordered categories. Cohen (1960), "A coefficient of agreement for nominal
   * scales".
   *
   * @param table [first reader's category][second reader's category], counts or shares
   */
  public static double cohen(double[][] table) {
    double[][] disagreement = new double[table.length][table.length];
    for (int i = 0; i < table.length; i++) {
      for (int j = 0; j < table.length; j++) {
        disagreement[i][j] = i == j ? 0 : 1;
      }
    }
    return weighted(table, disagreement);
  }

  /**
   * Two readers, each disagreement with its own weight. Cohen (1968), "Weighted kappa", equation 3.
   *
   * @param disagreement [first][second], 0 on the diagonal, not negative
   */
  public static double weighted(double[][] table, double[][] disagreement) {
    int categories = table.length;
    double[] rows = new double[categories];
    double[] columns = new double[categories];
    double all = 0;
    for (int i = 0; i < categories; i++) {
      for (int j = 0; j < categories; j++) {
        rows[i] += table[i][j];
        columns[j] += table[i][j];
        all += table[i][j];
      }
    }
    double observed = 0;
    double expected = 0;
    for (int i = 0; i < categories; i++) {
      for (int j = 0; j < categories; j++) {
        observed += disagreement[i][j] * table[i][j] / all;
        expected += disagreement[i][j] * rows[i] * columns[j] / (all * all);
      }
    }
    return 1 - observed / expected;
  }

  /** Squared distances of ordered categories: the usual weights of a rating scale. */
  public static double[][] quadratic(int categories) {
    double[][] weights = new double[categories][categories];
    for (int i = 0; i < categories; i++) {
      for (int j = 0; j < categories; j++) {
        weights[i][j] = (double) (i - j) * (i - j);
      }
    }
    return weights;
  }

  /**
   * Any number of readers. Fleiss (1971), "Measuring nominal scale agreement among many raters".
   *
   * @param counts [subject][category], how many readers chose it; every subject seen by the same
   *     number of readers, at least 2
   */
  public static double fleiss(int[][] counts) {
    int readers = sum(counts[0]);
    if (readers < 2) {
      throw new IllegalArgumentException("readers: got " + readers + ", expected at least 2");
    }
    double[] shares = new double[counts[0].length];
    double agreement = 0;
    for (int[] subject : counts) {
      if (sum(subject) != readers) {
        throw new IllegalArgumentException(
            "readers: got " + sum(subject) + ", expected " + readers + " for every subject");
      }
      double pairs = 0;
      for (int c = 0; c < subject.length; c++) {
        shares[c] += (double) subject[c] / (counts.length * (double) readers);
        pairs += (double) subject[c] * (subject[c] - 1);
      }
      agreement += pairs / (readers * (readers - 1.0)) / counts.length;
    }
    double chance = 0;
    for (double share : shares) {
      chance += share * share;
    }
    return (agreement - chance) / (1 - chance);
  }

  private static int sum(int[] counts) {
    int sum = 0;
    for (int count : counts) {
      sum += count;
    }
    return sum;
  }
}
