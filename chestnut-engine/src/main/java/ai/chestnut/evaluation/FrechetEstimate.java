package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Fréchet distance of two samples and what it would be with endless films. A distance of n
 * films is biased upwards by about c / n: Chong and Forsyth (2020), section 3. So it is computed
 * for the whole sets, their halves, thirds and quarters (each the mean over all such parts), and a
 * straight line in 1/n + 1/m is drawn through the four; its intercept is the distance at infinity.
 * Both sets shrink together, unlike there, since our real films are as few as the synthetic ones.
 * The line holds while the smallest part has several times more films than there are features; with
 * fewer the intercept is still biased.
 *
 * <p>Intervals are those of the delete-a-group jackknife over {@value FrechetGroups#GROUPS} groups
 * with Student's t: Shao and Tu (1995), section 2.3. The bootstrap will not do here: films drawn
 * twice narrow the covariance and add to the bias.
 *
 * @param atHand the distance of the whole sets, biased upwards
 * @param atInfinity the intercept; may be below 0
 * @param curve sizes and distances, in descending size
 */
public record FrechetEstimate(Interval atHand, Interval atInfinity, List<Size> curve) {

  /**
   * One size of the curve.
   *
   * @param films the harmonic mean of the two sets' sizes, itself a mean over parts
   * @param distance the mean over parts
   */
  public record Size(double films, double distance) {}

  private static final int FINEST = 4; // parts
  private static final double STUDENT = 2.200985160; // 97.5 % quantile, 11 degrees of freedom

  /**
   * @throws RequestException if a quarter of a set would have fewer than 6 films
   */
  public static FrechetEstimate of(FrechetGroups one, FrechetGroups other) {
    long fewest = Math.min(one.smallest(), other.smallest());
    if (fewest < 2) {
      throw new RequestException(
          "set of films", "Fréchet", "a group of " + fewest, "at least 24 films in each set");
    }
    List<double[][]> left = new ArrayList<>(); // [without][parts - 1][{1/n + 1/m, distance}]
    double[][][] whole = new double[FINEST + 1][][];
    for (int parts = 1; parts <= FINEST; parts++) {
      whole[parts] = new double[parts][];
      for (int first = 0; first < parts; first++) {
        whole[parts][first] = distance(one, other, first, parts, -1);
      }
    }
    for (int group = 0; group < FrechetGroups.GROUPS; group++) {
      double[][] curve = new double[FINEST][];
      for (int parts = 1; parts <= FINEST; parts++) {
        double[][] changed = whole[parts].clone();
        changed[group % parts] = distance(one, other, group % parts, parts, group);
        curve[parts - 1] = mean(changed);
      }
      left.add(curve);
    }
    double[][] curve = new double[FINEST][];
    for (int parts = 1; parts <= FINEST; parts++) {
      curve[parts - 1] = mean(whole[parts]);
    }
    return new FrechetEstimate(
        jackknife(curve[0][1], left.stream().mapToDouble(c -> c[0][1]).toArray()),
        jackknife(
            intercept(curve), left.stream().mapToDouble(FrechetEstimate::intercept).toArray()),
        Arrays.stream(curve).map(size -> new Size(2 / size[0], size[1])).toList());
  }

  private static double[] distance(
      FrechetGroups one, FrechetGroups other, int first, int parts, int without) {
    SetStatistics x = one.part(first, parts, without);
    SetStatistics y = other.part(first, parts, without);
    return new double[] {1.0 / x.count() + 1.0 / y.count(), FrechetDistance.between(x, y)};
  }

  private static double[] mean(double[][] pairs) {
    return new double[] {
      Arrays.stream(pairs).mapToDouble(pair -> pair[0]).average().orElseThrow(),
      Arrays.stream(pairs).mapToDouble(pair -> pair[1]).average().orElseThrow()
    };
  }

  /** Of the least-squares line through (u, v) at u = 0. */
  private static double intercept(double[][] points) {
    double[] mean = mean(points);
    double slope = 0;
    double spread = 0;
    for (double[] point : points) {
      slope += (point[0] - mean[0]) * (point[1] - mean[1]);
      spread += (point[0] - mean[0]) * (point[0] - mean[0]);
    }
    return mean[1] - mean[0] * slope / spread;
  }

  private static Interval jackknife(double value, double[] without) {
    double mean = Arrays.stream(without).average().orElseThrow();
    double squares = Arrays.stream(without).map(v -> (v - mean) * (v - mean)).sum();
    double groups = without.length;
    double half = STUDENT * Math.sqrt((groups - 1) / groups * squares);
    return new Interval(value, value - half, value + half);
  }
}
