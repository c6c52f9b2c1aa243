package ai.chestnut.evaluation.alarm;

import ai.chestnut.evaluation.reading.Judged;
import ai.chestnut.evaluation.reading.Readings;
import ai.chestnut.evaluation.sampling.Draws;
import ai.chestnut.evaluation.sampling.Spread;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Whether masks belong to their films: how often a film's declared lungs agree better with the
 * lungs that the judge sees in it than another film's declared lungs do with the same (Dice). Masks
 * of any other film score one half. Real films with lung masks are the floor; where they have none,
 * 1 stands for it.
 */
final class AnatomyAlarm {

  /** Least films of a set with lung masks. */
  private static final int LEAST = 10;

  /** With how many other films each is compared. */
  private static final int OTHERS = 10;

  private AnatomyAlarm() {}

  static Optional<Alarm> alarm(Scene scene) {
    if (masked(scene.synthetic(), scene.synthetic().all()).size() < LEAST) {
      return Optional.empty();
    }
    Draws draws = scene.draws();
    boolean floor = masked(scene.real(), scene.real().all()).size() >= LEAST;
    Spread real = draws.spread(draw -> floor ? own(masked(scene.real(), draw.real())) : 1);
    return Optional.of(
        Alarm.of(
            AlarmKind.ANATOMY,
            "share of pairs in which a film's own lung mask fits better than another film's"
                + (floor ? "" : " (no real masks: floor taken as 1)"),
            scene.judge(),
            draws.n(),
            draws.spread(draw -> own(masked(scene.synthetic(), draw.synthetic()))),
            real,
            Spreads.map(real, any -> 0.5)));
  }

  private static List<Judged.LungPair> masked(Readings set, int[] films) {
    return Arrays.stream(films)
        .mapToObj(film -> set.films().get(film).judged().lungs())
        .flatMap(Optional::stream)
        .toList();
  }

  static double own(List<Judged.LungPair> films) {
    double better = 0;
    int pairs = 0;
    int others = Math.min(OTHERS, films.size() - 1);
    for (int i = 0; i < films.size(); i++) {
      double own = films.get(i).dice(films.get(i));
      for (int step = 1; step <= others; step++) {
        double other = films.get((i + step) % films.size()).dice(films.get(i));
        better += own > other ? 1 : own == other ? 0.5 : 0;
        pairs++;
      }
    }
    return pairs == 0 ? Double.NaN : better / pairs;
  }
}
