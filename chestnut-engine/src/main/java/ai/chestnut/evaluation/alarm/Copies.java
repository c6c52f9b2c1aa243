package ai.chestnut.evaluation.alarm;

import ai.chestnut.evaluation.reading.Readings;
import ai.chestnut.evaluation.sampling.Draw;
import ai.chestnut.evaluation.sampling.Draws;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether films of the training set come out again: the share of films that are nearer to a
 * training film than 99 in 100 real films are to a training film of another patient. Such a film is
 * no likeness any more. The fault, training films themselves, scores 1.
 */
final class Copies {

  private static final double RARE = 0.01;

  private Copies() {}

  static Alarm alarm(Scene scene, TrainingFilms training) {
    double[] real = nearest(scene.real(), training, true);
    double[] synthetic = nearest(scene.synthetic(), training, false);
    Draws draws = scene.draws();
    double[][] shares = new double[draws.draws().size()][];
    for (int i = 0; i < shares.length; i++) {
      Draw draw = draws.draws().get(i);
      double rare = rare(real, draw.reference());
      shares[i] =
          new double[] {
            below(synthetic, draw.synthetic(), rare), below(real, draw.real(), rare), 1
          };
    }
    return Alarm.of(
        AlarmKind.COPIES,
        "share of films nearer to a training film than 99 % of real films of other patients",
        "32x32 grey",
        draws.n(),
        Spreads.column(shares, 0),
        Spreads.column(shares, 1),
        Spreads.column(shares, 2));
  }

  /** A real film must not be held against films of its own patient; a synthetic film has none. */
  private static double[] nearest(Readings set, TrainingFilms training, boolean ofOthers) {
    return IntStream.range(0, set.size())
        .mapToDouble(
            i ->
                training.nearest(
                    set.films().get(i).small(), ofOthers ? set.entry(i).patient() : ""))
        .toArray();
  }

  private static double rare(double[] distances, int[] films) {
    double[] sorted = Arrays.stream(films).mapToDouble(film -> distances[film]).sorted().toArray();
    return sorted[(int) (RARE * sorted.length)];
  }

  private static double below(double[] distances, int[] films, double limit) {
    return Arrays.stream(films).filter(film -> distances[film] < limit).count()
        / (double) films.length;
  }
}
