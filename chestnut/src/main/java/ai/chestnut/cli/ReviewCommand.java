package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the expert panel sees in any film. */
@Command(
    name = "review",
    description = {
      "Ask the expert panel about films (PNG, JPEG). The exit code is 0 whatever the verdict.",
      ""
    },
    sortOptions = false)
final class ReviewCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(arity = "1..*", paramLabel = "IMAGE", description = "Films to look at.")
  private List<Path> images = List.of();

  @Option(names = "--json", description = "Print one JSON line per film instead of sentences.")
  private boolean json;

  @Option(
      names = "--expert",
      paramLabel = "NAME=FILE.pt",
      description = "A further expert from a file; may be given several times.")
  private Map<String, Path> experts = Map.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also write one study folder per film, in the order given.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--overwrite",
      description = "Write even if DIR is not empty; files of the same name are replaced.")
  private boolean overwrite;

  ReviewCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    throw RequestException.notBuilt("review");
  }
}
