package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports: written, read, counted. */
@Command(
    name = "report",
    description = {
      "Write reports, one per line; or read text into findings, one JSON line per line of text.",
      ""
    },
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {

  private final Session session;

  /** Exactly one of these says what to do. */
  static final class Task {
    @Option(
        names = "--sample",
        paramLabel = "N",
        description = "Write N reports of random findings, from 1.")
    private Optional<Integer> sample = Optional.empty();

    @Option(
        names = "--findings",
        paramLabel = "LIST",
        description =
            "Write a report of these: name[:side[:size]], separated by semicolons;"
                + " for example \"pleural effusion:left:small; cardiomegaly\".")
    private Optional<String> findings = Optional.empty();

    @Option(
        names = "--read",
        paramLabel = "FILE|-",
        description = "Read each line of this UTF-8 file, or of standard input.")
    private Optional<String> read = Optional.empty();

    @Option(
        names = "--vocabulary",
        paramLabel = "DIR",
        description = "Count the words of this manifest's texts. Not built yet.")
    private Optional<String> vocabulary = Optional.empty();

    @Parameters(
        arity = "0..1",
        paramLabel = "IMAGE",
        description = "Write the report of this film. Not built yet.")
    private Optional<String> image = Optional.empty();
  }

  @ArgGroup(multiplicity = "1")
  private Task task = new Task();

  @Option(
      names = "--writer",
      paramLabel = "NAME",
      defaultValue = "grammar",
      description = "grammar, or service, which is not built yet (default: ${DEFAULT-VALUE}).")
  private String writer = "grammar";

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of the wording, a whole number (default: ${DEFAULT-VALUE}).")
  private long seed;

  ReportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Choice.of("writer", "--writer", writer, List.of("grammar", "service"));
    throw RequestException.notBuilt("report");
  }
}
