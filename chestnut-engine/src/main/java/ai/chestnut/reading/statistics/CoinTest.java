package ai.chestnut.reading.statistics;

/** Whether a share is that of a fair coin: the exact binomial test. Clopper and Pearson (1934). */
public final class CoinTest {

  private CoinTest() {}

  /**
   * @return two-sided p value of a share of one half
   */
  public static double pValue(long hits, long trials) {
    if (trials < 1 || hits < 0 || hits > trials) {
      throw new IllegalArgumentException(
          "share: got " + hits + " of " + trials + ", expected 0..n of n, n at least 1");
    }
    long rarer = Math.min(hits, trials - hits);
    double log = -trials * Math.log(2); // of no hit at all
    double tail = 0;
    for (long k = 0; k <= rarer; k++) {
      tail += Math.exp(log);
      log += Math.log((double) (trials - k) / (k + 1));
    }
    return Math.min(1, 2 * tail);
  }
}
