package ai.chestnut.evaluation.sampling;

import java.util.Arrays;

/** A figure of every draw. A draw on which it is not defined has NaN and is passed over. */
public final class Spread {

  private static final double TAIL = 0.025;

  private final double[] draws;
  private final double[] sorted;

  private Spread(double[] draws) {
    this.draws = draws;
    this.sorted = Arrays.stream(draws).filter(value -> !Double.isNaN(value)).sorted().toArray();
  }

  /**
   * @param draws one value a draw, in the order of the draws; owned from now on
   */
  public static Spread of(double[] draws) {
    return new Spread(draws);
  }

  /** Whether at least half of the draws have the figure. */
  public boolean defined() {
    return sorted.length > 0 && 2 * sorted.length >= draws.length;
  }

  /** The mean of the draws. */
  public double mean() {
    return Arrays.stream(sorted).average().orElse(Double.NaN);
  }

  /** The lower end of the middle 95 %. */
  public double low() {
    return quantile(TAIL);
  }

  /** The upper end of the middle 95 %. */
  public double high() {
    return quantile(1 - TAIL);
  }

  /** Draw by draw, this less the other. */
  public Spread minus(Spread other) {
    double[] apart = new double[draws.length];
    Arrays.setAll(apart, i -> draws[i] - other.draws[i]);
    return new Spread(apart);
  }

  /** Every draw moved and scaled: (x - zero) / (one - zero). */
  public Spread between(double zero, double one) {
    return new Spread(Arrays.stream(draws).map(x -> (x - zero) / (one - zero)).toArray());
  }

  /** One value a draw, in their order. */
  public double[] draws() {
    return draws.clone();
  }

  /** Linear between order statistics: definition 7 of Hyndman and Fan (1996). */
  private double quantile(double probability) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = probability * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
