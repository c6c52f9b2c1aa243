package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
          "Only these, separated by commas: frechet, kernel, prdc, memorisation (default: all).")
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

  @Mixin private OutOption out = new OutOption();

  EvaluateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    throw RequestException.notBuilt("evaluate");
  }
}
