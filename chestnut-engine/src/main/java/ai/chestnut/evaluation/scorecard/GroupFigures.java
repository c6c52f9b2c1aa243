package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.alarm.Scene;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.sampling.Draws;
import ai.chestnut.evaluation.sampling.Spread;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Distances of films of one group to real films of the same group, every group of a section at the
 * same n, so that a rare finding is not worse for being rare.
 */
record GroupFigures(Scene scene) {

  /** Least films a draw: below that a group is left out. */
  static final int LEAST = 8;

  private static final List<SetDistance> WANTED = List.of(SetDistance.FRECHET, SetDistance.KERNEL);

  /**
   * @param section {@code findings} or {@code subgroups}
   * @param shares whether to say how many films of each set are in each group
   */
  List<Figure> of(String section, List<Group> groups, boolean shares, Progress progress) {
    List<FilmEntry> real = scene.real().set().entries();
    List<FilmEntry> synthetic = scene.synthetic().set().entries();
    Map<Group, Draws> present = new LinkedHashMap<>();
    int matched = Draws.MOST;
    for (Group group : groups) {
      Optional<Draws> draws = draws(group, Draws.MOST);
      if (draws.isPresent()) {
        present.put(group, draws.get());
        matched = Math.min(matched, draws.get().n());
      }
    }
    List<Figure> figures = new ArrayList<>();
    for (Group group : present.keySet()) {
      if (shares) {
        figures.add(share(section, group, synthetic, real));
      }
      draws(group, matched)
          .ifPresent(
              draws ->
                  figures.addAll(
                      new DistanceFigures(scene, WANTED)
                          .of(section, group.id() + "/", group.label(), draws, progress, section)));
    }
    return figures;
  }

  private Optional<Draws> draws(Group group, int most) {
    List<FilmEntry> real = scene.real().set().entries();
    List<FilmEntry> synthetic = scene.synthetic().set().entries();
    if (group.count(real) < 2 * LEAST || group.count(synthetic) < 2 * LEAST) {
      return Optional.empty();
    }
    try {
      Draws draws =
          Draws.among(
              real,
              i -> group.has().test(real.get(i)),
              synthetic,
              i -> group.has().test(synthetic.get(i)),
              most);
      return draws.n() < Math.min(LEAST, most) ? Optional.empty() : Optional.of(draws);
    } catch (RequestException onePatient) {
      return Optional.empty(); // many films, but of too few patients to have halves
    }
  }

  private Figure share(
      String section, Group group, List<FilmEntry> synthetic, List<FilmEntry> real) {
    Draws all = scene.draws();
    Spread shares = all.spread(draw -> part(group, synthetic, draw.synthetic()));
    return new Figure(
        new Measure(
            group.id() + "/share",
            section,
            "share of the set's films",
            group.label(),
            "what is said of the films",
            Better.LIKE_REAL),
        all.n(),
        shares,
        Optional.of(all.spread(draw -> part(group, real, draw.real()))));
  }

  private static double part(Group group, List<FilmEntry> films, int[] some) {
    double count = 0;
    for (int film : some) {
      count += group.has().test(films.get(film)) ? 1 : 0;
    }
    return count / some.length;
  }
}
