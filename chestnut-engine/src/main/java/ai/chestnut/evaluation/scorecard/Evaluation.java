package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.FeatureSpace;
import ai.chestnut.evaluation.Naturalness;
import ai.chestnut.evaluation.alarm.Alarms;
import ai.chestnut.evaluation.alarm.Scene;
import ai.chestnut.evaluation.alarm.TrainingFilms;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.reading.Judge;
import ai.chestnut.evaluation.reading.NaturalnessJudge;
import ai.chestnut.evaluation.reading.Readings;
import ai.chestnut.evaluation.sampling.Draws;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Compares films with films. Each film is opened once and measured; what is kept of it are a few
 * kilobytes. Then every figure is computed on the same draws.
 *
 * @param software name and version, for the scorecard
 * @param space in which films are points
 * @param judge who looks at films; {@link Judge#NOBODY} where none is installed
 * @param metrics some of {@link #METRICS}
 */
public record Evaluation(String software, FeatureSpace space, Judge judge, Set<String> metrics) {

  /** The names of {@code --metrics}. */
  public static final List<String> METRICS =
      List.of(
          "frechet",
          "kernel",
          "prdc",
          "msssim",
          "niqe",
          "findings",
          "subgroups",
          "adherence",
          "alarms",
          "memorisation");

  private static final int LEAST = 4;

  public Evaluation {
    metrics = Set.copyOf(metrics);
  }

  /**
   * The scorecard of synthetic films beside real ones.
   *
   * @param training the films that the generator was trained on, if somebody says
   * @throws RequestException if a set has fewer than four films
   * @throws ai.chestnut.failure.FileException naming the first film that cannot be read
   */
  public Scorecard compare(
      FilmSet real, FilmSet synthetic, Optional<FilmSet> training, Progress progress) {
    return compareAll(real, List.of(synthetic), training, progress).get(0);
  }

  /**
   * The scorecards of several sets beside the same real films, on the same draws of these.
   *
   * @throws RequestException if a set has fewer than four films
   * @throws ai.chestnut.failure.FileException naming the first film that cannot be read
   */
  public List<Scorecard> compareAll(
      FilmSet real, List<FilmSet> sets, Optional<FilmSet> training, Progress progress) {
    List<FilmSet> all = new ArrayList<>(List.of(atLeast(real)));
    sets.forEach(set -> all.add(atLeast(set)));
    int side = Readings.commonSide(all, progress);
    Readings reference = read(real, side, "real films", progress);
    Optional<TrainingFilms> trained =
        training
            .filter(films -> metrics.contains("memorisation"))
            .map(films -> TrainingFilms.of(films, progress));
    return sets.stream().map(set -> compare(reference, set, trained, side, progress)).toList();
  }

  /**
   * The same with real films that were read before: for several sets against one.
   *
   * @param side as of the real films
   */
  public Scorecard compare(
      Readings real,
      FilmSet synthetic,
      Optional<TrainingFilms> training,
      int side,
      Progress progress) {
    Readings made = read(synthetic, side, "synthetic films", progress);
    Draws draws = Draws.of(real.set().entries(), synthetic.entries());
    Scene scene = new Scene(real, made, draws, space.name(), judge.name());
    List<Figure> figures = new ArrayList<>();
    List<SetDistance> distances = SetDistance.named(metrics);
    if (!distances.isEmpty()) {
      figures.addAll(
          new DistanceFigures(scene, distances)
              .of(DistanceFigures.FIDELITY, "", "", draws, progress, "set distances"));
    }
    PictureFigures pictures = new PictureFigures(scene);
    if (metrics.contains("msssim")) {
      pictures.similarity(progress).ifPresent(figures::add);
    }
    if (metrics.contains("niqe")) {
      pictures.naturalness().ifPresent(figures::add);
    }
    GroupFigures groups = new GroupFigures(scene);
    if (metrics.contains("findings")) {
      figures.addAll(groups.of("findings", Group.findings(), false, progress));
    }
    if (metrics.contains("subgroups")) {
      figures.addAll(groups.of("subgroups", Group.subgroups(real.set().entries()), true, progress));
    }
    if (metrics.contains("adherence")) {
      figures.addAll(new AdherenceFigures(scene).all());
    }
    Alarms alarms =
        metrics.contains("alarms")
            ? Alarms.of(scene, training, progress)
            : new Alarms(List.of(), Map.of());
    return new Scorecard(
        new Method(software, space.name(), judge.name(), draws.n(), draws.matched()),
        SetSummary.of(real),
        SetSummary.of(made),
        figures,
        alarms,
        Curves.of(real),
        Curves.of(made),
        notes(scene));
  }

  /**
   * Reads the films of a set.
   *
   * @param side the shorter side at which sharpness is measured, common to all films
   */
  public Readings read(FilmSet set, int side, String phase, Progress progress) {
    Judge looking =
        metrics.contains("niqe") ? new NaturalnessJudge(judge, Naturalness.ofFilms()) : judge;
    return Readings.of(set, space, looking, side, phase, progress);
  }

  private List<String> notes(Scene scene) {
    List<String> notes = new ArrayList<>();
    if (judge.equals(Judge.NOBODY)) {
      notes.add("No judge is installed: adherence and what needs a judge are not measured.");
    }
    if (scene.synthetic().set().masksAre().contains("segmented")) {
      notes.add(
          "Masks of the synthetic films were read off the finished films by a segmenter:"
              + " their Dice says how far two segmenters agree, not that a film obeyed a mask.");
    }
    return notes;
  }

  private static FilmSet atLeast(FilmSet set) {
    if (set.size() < LEAST) {
      throw new RequestException(
          "films", set.name(), set.size() + "", "at least " + LEAST + ", as each set is halved");
    }
    return set;
  }
}
