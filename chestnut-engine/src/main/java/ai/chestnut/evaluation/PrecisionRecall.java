package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;

/**
 * Fidelity and variety by nearest neighbours: precision and recall of Kynkäänniemi et al. (2019),
 * equations 1 and 2; density and coverage of Naeem et al. (2020), equations 3 and 4. Balls are
 * open, as in the authors' code.
 *
 * @param precision share of synthetic films inside the real manifold, 0 to 1
 * @param recall share of real films inside the synthetic manifold, 0 to 1
 * @param density how many real balls hold a synthetic film, on average over k; 1 is as in reality
 * @param coverage share of real films with a synthetic one in their ball, 0 to 1
 */
public record PrecisionRecall(double precision, double recall, double density, double coverage) {

  /**
   * @param real points [n, d]
   * @param synthetic points [m, d]
   * @param k which neighbour draws the ball; less than n and m
   */
  public static PrecisionRecall of(double[][] real, double[][] synthetic, int k) {
    if (k < 1 || k >= real.length || k >= synthetic.length) {
      throw new RequestException(
          "sets of films",
          "k = " + k,
          real.length + " real and " + synthetic.length + " synthetic",
          "more than k each, k at least 1");
    }
    double[] realRadii = Neighbours.squaredRadii(real, k);
    double[] syntheticRadii = Neighbours.squaredRadii(synthetic, k);
    boolean[] precise = new boolean[synthetic.length];
    boolean[] recalled = new boolean[real.length];
    boolean[] covered = new boolean[real.length];
    long[] inside = new long[1];
    PairProducts.forEachDistance(
        synthetic,
        real,
        (j, apart, from) -> {
          for (int i = 0; i < real.length; i++) {
            if (apart[from + i] < realRadii[i]) {
              inside[0]++;
              precise[j] = true;
              covered[i] = true;
            }
            recalled[i] |= apart[from + i] < syntheticRadii[j];
          }
        });
    return new PrecisionRecall(
        share(precise),
        share(recalled),
        inside[0] / ((double) k * synthetic.length),
        share(covered));
  }

  private static double share(boolean[] flags) {
    int yes = 0;
    for (boolean flag : flags) {
      yes += flag ? 1 : 0;
    }
    return (double) yes / flags.length;
  }

  /** The usual k of both papers. */
  public static final int USUAL_K = 5;
}
