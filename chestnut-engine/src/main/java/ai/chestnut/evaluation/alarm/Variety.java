package ai.chestnut.evaluation.alarm;

import ai.chestnut.evaluation.reading.Readings;
import ai.chestnut.evaluation.sampling.Draw;
import ai.chestnut.evaluation.sampling.Draws;
import java.util.Arrays;

/**
 * Whether few films are repeated: how much nearer the films of a set lie to their nearest other
 * film of the set than real films do, at equal n. 0 is as in reality, 1 is that every film has its
 * twin. Ours; it looks within the set alone, so that poor films which are all different do not
 * raise it.
 */
final class Variety {

  /** The fault is planted by keeping one film in ten, ten times. */
  private static final int REPEATS = 10;

  private Variety() {}

  static Alarm alarm(Scene scene) {
    Draws draws = scene.draws();
    double[][] near = new double[draws.draws().size()][];
    for (int i = 0; i < near.length; i++) {
      Draw draw = draws.draws().get(i);
      double reference = meanNearest(scene.real(), draw.reference());
      near[i] =
          new double[] {
            1 - meanNearest(scene.synthetic(), draw.synthetic()) / reference,
            1 - meanNearest(scene.real(), draw.real()) / reference,
            1 - meanNearest(scene.real(), repeated(draw.real())) / reference
          };
    }
    return Alarm.of(
        AlarmKind.VARIETY,
        "mean distance to the nearest film of the same set: how far below real films, as a share",
        scene.space(),
        draws.n(),
        Spreads.column(near, 0),
        Spreads.column(near, 1),
        Spreads.column(near, 2));
  }

  private static int[] repeated(int[] films) {
    int kept = Math.max(1, films.length / REPEATS);
    int[] repeated = new int[films.length];
    Arrays.setAll(repeated, i -> films[i % kept * (films.length / kept)]);
    return repeated;
  }

  private static double meanNearest(Readings set, int[] films) {
    double[][] points = set.points(films);
    double[] nearest = new double[points.length];
    Arrays.fill(nearest, Double.MAX_VALUE);
    for (int i = 0; i < points.length; i++) {
      for (int j = 0; j < i; j++) {
        double apart = squared(points[i], points[j], Math.max(nearest[i], nearest[j]));
        nearest[i] = Math.min(nearest[i], apart);
        nearest[j] = Math.min(nearest[j], apart);
      }
    }
    return Arrays.stream(nearest).map(Math::sqrt).average().orElse(Double.NaN);
  }

  /** The squared distance, or anything not below the limit once it is known to be no less. */
  static double squared(double[] one, double[] other, double limit) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      double apart = one[i] - other[i];
      sum += apart * apart;
      if ((i & 31) == 31 && sum >= limit) {
        return sum;
      }
    }
    return sum;
  }
}
