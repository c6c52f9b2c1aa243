package ai.chestnut.cli;

import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.FeatureSpace;
import ai.chestnut.evaluation.RememberedFeatures;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.films.FilmSets;
import ai.chestnut.evaluation.scorecard.Evaluation;
import ai.chestnut.evaluation.scorecard.Scorecard;
import ai.chestnut.failure.RequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How near are synthetic films to real ones? */
@Command(
    name = "evaluate",
    description = {
      "Compare synthetic films with real ones; writes scorecard.json and scorecard.html.",
      ""
    },
    sortOptions = false)
final class EvaluateCommand implements Callable<Integer> {

  /** The names of {@code --metrics}. */
  private static final List<String> METRICS =
      Stream.concat(Evaluation.METRICS.stream(), Stream.of(LearningOptions.DETECTOR)).toList();

  private final Session session;

  @Option(
      names = "--real",
      paramLabel = "DIR|MANIFEST",
      description = "Real films: a folder of images, or one with a manifest.csv.")
  private Optional<Path> real = Optional.empty();

  @Option(
      names = "--synthetic",
      paramLabel = "DIR|ARCHIVE|MANIFEST",
      description = "Synthetic films: a folder of images or studies, an archive or a manifest.")
  private Optional<Path> synthetic = Optional.empty();

  @Option(
      names = "--metrics",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only these, separated by commas: frechet, kernel, prdc, msssim, niqe, findings,"
              + " subgroups, adherence, alarms, memorisation, detector (default: all that the films"
              + " allow).")
  private List<String> metrics = List.of();

  @Option(
      names = "--features",
      paramLabel = "NAME|FILE.pt",
      defaultValue = Instruments.BEST,
      description =
          "Space in which films are compared: judge, pixels, a TorchScript file, or best, which is"
              + " judge where one is installed and else pixels (default: ${DEFAULT-VALUE}).")
  private String features = Instruments.BEST;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Only rows of this split of the real films' manifest (default: all).")
  private Optional<String> split = Optional.empty();

  @Mixin private CompareOption compare = new CompareOption();
  @Mixin private FaultsOption faults = new FaultsOption();
  @Mixin private LearningOptions learning = new LearningOptions();
  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private OutOption out = new OutOption();

  EvaluateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    metrics.forEach(name -> Choice.of("metric", "--metrics", name, METRICS));
    Instruments.check(features);
    EvaluationRun run =
        new EvaluationRun(
            session,
            real,
            split.map(EvaluateCommand::split).map(Set::of).orElse(Set.of()),
            features,
            device.name(),
            Set.copyOf(metrics.isEmpty() ? METRICS : metrics));
    if (compare.asked()) {
      return compare.run(run, out.checked());
    }
    if (faults.asked()) {
      return faults.run(run, out.checked());
    }
    if (learning.runsUtility()) {
      return learning.runUtility(run, synthetic, out.checked());
    }
    if (learning.buildsBank()) {
      return learning.buildBank(run, out.checked());
    }
    Path syntheticFilms = given("synthetic films", "--synthetic", synthetic);
    FilmSet x = run.realSet();
    FilmSet y = FilmSets.open(syntheticFilms, Set.of());
    Path folder = out.checked();
    Scorecard card;
    try (Instruments instruments = run.instruments();
        ProgressDisplay progress = run.progress()) {
      FeatureSpace space = new RememberedFeatures(instruments.space());
      card = run.evaluation(instruments, space).compare(x, y, run.training(), progress);
      OutOption.make(folder);
      card.write(folder);
      FeatureSpace copies = LearningOptions.copySpace(instruments.space());
      FeatureSpace seen = copies.name().equals(space.name()) ? space : copies;
      boolean check = metrics.contains(LearningOptions.MEMORISATION);
      if (check || (metrics.isEmpty() && learning.canCheck(run.realFilms()))) {
        learning.checkMemorisation(run, syntheticFilms, y, seen, folder, progress);
      }
      boolean detect = metrics.contains(LearningOptions.DETECTOR);
      if (detect || (metrics.isEmpty() && LearningOptions.canDetect(x, y))) {
        LearningOptions.detect(run, x, y, space, folder, progress);
      }
      card.write(folder); // once more: its page shows what the checks have left beside it
    }
    session.console().out().println(folder.resolve(Scorecard.JSON));
    return 0;
  }

  private static Path given(String thing, String option, Optional<Path> path) {
    return path.orElseThrow(
        () -> new RequestException(thing, option, "none", "a folder or a manifest"));
  }

  private static Split split(String word) {
    return Split.named(word)
        .orElseThrow(
            () -> new RequestException("split", "--split", "'" + word + "'", "train, val or test"));
  }
}
