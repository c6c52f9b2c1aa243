package ai.chestnut.evaluation.utility;

import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.Bootstrap;
import ai.chestnut.evaluation.SampleUnits;
import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.learner.Lesson;
import ai.chestnut.evaluation.learner.Schooling;
import ai.chestnut.evaluation.learner.SmallNet;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Trains the same small net on real, synthetic and mixed films and tests all of them on the same
 * real films: "train on synthetic, test on real" (Esteban et al. 2017, section 4), with the
 * mixtures that users ask about. Test people are in no training set.
 *
 * <p>The interval of a measure resamples test people and seeds at once; a gain is resampled in
 * pairs: both arms on the same people and seeds. With few seeds it says more of the test films than
 * of training.
 */
public final class UtilityExperiment {

  private final UtilityRecipe recipe;
  private final UtilityTask task;
  private final UtilityFilms train;
  private final UtilityFilms test;
  private final UtilityFilms synthetic;

  private UtilityExperiment(
      UtilityRecipe recipe,
      UtilityTask task,
      UtilityFilms train,
      UtilityFilms test,
      UtilityFilms synthetic) {
    this.recipe = recipe;
    this.task = task;
    this.train = train;
    this.test = test;
    this.synthetic = synthetic;
  }

  /**
   * Reads the films.
   *
   * @param real a set with splits
   * @throws RequestException if no film of a set speaks of the task, or test people are in training
   */
  public static UtilityExperiment of(
      UtilityRecipe recipe, FilmSet real, FilmSet synthetic, Progress progress) {
    UtilityTask task = UtilityTask.of(recipe.task());
    UtilityRecipe.Real from = recipe.real();
    int side = recipe.net().side();
    UtilityFilms train =
        UtilityFilms.of(
            real,
            Long.MAX_VALUE,
            inSplit(Set.of(Split.TRAIN.word()), from.trainSources()),
            task,
            from.unmentioned(),
            side,
            "real training films",
            progress);
    UtilityFilms test =
        UtilityFilms.of(
            real,
            Long.MAX_VALUE,
            inSplit(Set.copyOf(from.testSplits()), from.testSources()),
            task,
            from.unmentioned(),
            side,
            "real test films",
            progress);
    UtilityFilms made =
        UtilityFilms.of(
            synthetic,
            recipe.arm().stream().mapToLong(arm -> wanted(arm, train)).max().orElse(0),
            entry -> true,
            task,
            recipe.synthetic().unmentioned(),
            side,
            "synthetic films",
            progress);
    boolean needsReal = recipe.arm().stream().anyMatch(arm -> arm.real() > 0);
    boolean needsMade = recipe.arm().stream().anyMatch(arm -> arm.synthetic() > 0);
    if (test.size() == 0 || (needsReal && train.size() == 0) || (needsMade && made.size() == 0)) {
      throw new RequestException(
          "films",
          "utility",
          train.size()
              + " real training, "
              + test.size()
              + " real test and "
              + made.size()
              + " synthetic films that speak of the task",
          "some of each that an arm needs");
    }
    Set<String> both = new HashSet<>(train.people());
    both.retainAll(test.people());
    if (!both.isEmpty()) {
      throw new RequestException(
          "test films", "utility", both.size() + " people of the training films", "nobody of them");
    }
    return new UtilityExperiment(recipe, task, train, test, made);
  }

  private static Predicate<FilmEntry> inSplit(Set<String> splits, List<String> sources) {
    return entry ->
        entry.split().map(Split::word).filter(splits::contains).isPresent()
            && (sources.isEmpty() || sources.contains(entry.source()));
  }

  /** Synthetic films of an arm at most, whichever people are drawn. */
  private static long wanted(UtilityArm arm, UtilityFilms train) {
    return wanted(arm, (long) train.size());
  }

  private static long wanted(UtilityArm arm, long realFilms) {
    return arm.synthetic() == 0 ? 0 : Math.max(1, Math.round(arm.synthetic() * realFilms));
  }

  /** Trains every arm with every seed and scores them. */
  public UtilityResult run(Progress progress) {
    Map<String, List<Trained>> arms = new LinkedHashMap<>();
    int runs = recipe.arm().size() * recipe.seeds().size();
    int run = 0;
    long weights = 0;
    for (UtilityArm arm : recipe.arm()) {
      List<Trained> trained = new ArrayList<>();
      for (long seed : recipe.seeds()) {
        run++;
        Trained one = trained(arm, seed, "run " + run + " of " + runs, progress);
        weights = one.weights();
        trained.add(one);
      }
      arms.put(arm.name(), trained);
    }
    SampleUnits people = SampleUnits.patients(test.people());
    SampleUnits seeds = SampleUnits.films(recipe.seeds().size());
    List<Trained> reference = Objects.requireNonNull(arms.get(recipe.reference()));
    List<UtilityRow> rows = new ArrayList<>();
    arms.forEach(
        (name, trained) ->
            trained.get(0).answers().measures().keySet().stream()
                .map(measure -> row(name, measure, trained, reference, people, seeds))
                .forEach(rows::add));
    int persons = new HashSet<>(test.people()).size();
    return new UtilityResult(recipe, test.size(), persons, weights, rows);
  }

  /** A net of one seed, of which only its answers are kept. */
  private record Trained(Answers answers, int real, int synthetic, long weights) {

    double measured(String measure, int[] films) {
      return Objects.requireNonNull(answers.measures().get(measure)).of(films);
    }
  }

  private Trained trained(UtilityArm arm, long seed, String phase, Progress progress) {
    List<Lesson> real = arm.real() == 0 ? List.of() : train.share(arm.real(), seed);
    long base = real.isEmpty() ? train.size() : real.size();
    List<Lesson> made = synthetic.some(wanted(arm, base), seed);
    Schooling all = recipe.schooling();
    try (SmallNet net = task.net(recipe.net(), seed)) {
      if (arm.pretrain()) {
        int first = Math.max(1, all.steps() / 2);
        int rest = Math.max(1, all.steps() - first);
        net.learn(made, all.withSteps(first), "pretraining", told(phase, 0, progress));
        net.learn(real, all.withSteps(rest), "fine-tuning", told(phase, first, progress));
      } else {
        List<Lesson> both = Stream.concat(real.stream(), made.stream()).toList();
        net.learn(both, all, "training", told(phase, 0, progress));
      }
      List<float[]> said =
          test.lessons().stream().map(lesson -> net.answers(lesson.square())).toList();
      List<byte[]> targets = test.lessons().stream().map(Lesson::target).toList();
      Answers answers = task.answers(said, targets, recipe.net().side());
      return new Trained(answers, real.size(), made.size(), net.size());
    }
  }

  private java.util.function.LongConsumer told(String phase, int before, Progress progress) {
    return step -> progress.advance(Step.of(phase, before + step, recipe.schooling().steps()));
  }

  private static UtilityRow row(
      String arm,
      String measure,
      List<Trained> trained,
      List<Trained> reference,
      SampleUnits people,
      SampleUnits seeds) {
    Bootstrap bootstrap = Bootstrap.of("utility/" + measure);
    Bootstrap.PairStatistic mean = (films, some) -> mean(trained, measure, films, some);
    Bootstrap.PairStatistic gain =
        (films, some) ->
            mean(trained, measure, films, some) - mean(reference, measure, films, some);
    int[] all = people.all();
    return new UtilityRow(
        arm,
        measure,
        bootstrap.percentile(people, seeds, mean),
        trained == reference
            ? Optional.empty()
            : Optional.of(bootstrap.percentile(people, seeds, gain)),
        trained.stream().map(one -> one.measured(measure, all)).toList(),
        trained.stream().mapToInt(Trained::real).average().orElse(0),
        trained.stream().mapToInt(Trained::synthetic).average().orElse(0));
  }

  private static double mean(List<Trained> trained, String measure, int[] films, int[] seeds) {
    return IntStream.of(seeds)
        .mapToDouble(seed -> trained.get(seed).measured(measure, films))
        .average()
        .orElse(Double.NaN);
  }
}
