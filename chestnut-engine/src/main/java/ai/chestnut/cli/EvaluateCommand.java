package ai.chestnut.cli;

import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.Evaluation;
import ai.chestnut.evaluation.FeatureSpace;
import ai.chestnut.evaluation.FilmFiles;
import ai.chestnut.evaluation.PixelFeatures;
import ai.chestnut.evaluation.Scorecard;
import ai.chestnut.evaluation.ScriptSpace;
import ai.chestnut.failure.RequestException;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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

  /** Sixteen by sixteen grey values: composition and exposure. */
  private static final int PIXELS = 16;

  private final Session session;

  @Option(
      names = "--real",
      paramLabel = "DIR|MANIFEST",
      description = "Real films: a folder of images, or one with a manifest.csv.")
  private Optional<Path> real = Optional.empty();

  @Option(
      names = "--synthetic",
      paramLabel = "DIR|ARCHIVE",
      description = "Synthetic films: a folder of images or studies, or an archive.")
  private Optional<Path> synthetic = Optional.empty();

  @Option(
      names = "--compare",
      paramLabel = "SCORECARD",
      arity = "2",
      description = "Print two scorecard.json side by side instead.")
  private List<Path> compare = List.of();

  @Option(
      names = "--metrics",
      paramLabel = "NAME",
      split = ",",
      description =
          "Only these, separated by commas: frechet, kernel, prdc, memorisation (the last with --split train) (default: all).")
  private List<String> metrics = List.of();

  @Option(
      names = "--features",
      paramLabel = "NAME|FILE.pt",
      defaultValue = "pixels",
      description = "Space in which films are compared (default: ${DEFAULT-VALUE}).")
  private String features = "pixels";

  @Option(
      names = "--split",
      paramLabel = "NAME",
      description = "Only rows of this split of the manifest (default: all).")
  private Optional<String> split = Optional.empty();

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private OutOption out = new OutOption();

  EvaluateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (!compare.isEmpty()) {
      compare.forEach(card -> Sources.file("scorecard", card));
      throw RequestException.notBuilt("evaluate --compare");
    }
    Path realFilms = given("real films", "--real", real);
    Path syntheticFilms = given("synthetic films", "--synthetic", synthetic);
    metrics.forEach(name -> Choice.of("metric", "--metrics", name, Evaluation.METRICS));
    Optional<Split> rows = split.map(EvaluateCommand::split);
    if (!features.equals("pixels") && !features.endsWith(".pt")) {
      throw new RequestException(
          "features", "--features", "'" + features + "'", "pixels or a TorchScript FILE.pt");
    }
    List<Path> x = FilmFiles.in(realFilms, rows);
    List<Path> y = FilmFiles.in(syntheticFilms, Optional.empty());
    Path folder = out.checked();
    Set<String> wanted = Set.copyOf(metrics.isEmpty() ? Evaluation.METRICS : metrics);
    Scorecard card;
    if (features.equals("pixels")) {
      card = compare(new PixelFeatures(PIXELS), wanted, x, y, heldOut(realFilms, rows));
    } else {
      try (ScriptSpace space = ScriptSpace.open(Path.of(features), Device.named(device.name()))) {
        card = compare(space, wanted, x, y, heldOut(realFilms, rows));
      }
    }
    OutOption.make(folder);
    card.write(folder);
    session.console().out().println(folder.resolve("scorecard.json"));
    return 0;
  }

  private Scorecard compare(
      FeatureSpace space,
      Set<String> wanted,
      List<Path> x,
      List<Path> y,
      Optional<List<Path>> heldOut) {
    try (ProgressDisplay progress = session.progress("films")) {
      return new Evaluation(space, wanted).compare(x, y, heldOut, progress);
    }
  }

  /** Films for memorisation: the test split, when the comparison is with the training split. */
  private static Optional<List<Path>> heldOut(Path place, Optional<Split> rows) {
    return rows.filter(Split.TRAIN::equals)
        .map(train -> FilmFiles.in(place, Optional.of(Split.TEST)));
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
