package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Is an archive what it says it is? */
@Command(
    name = "verify",
    description = {
      "Check every checksum of an archive, and make some of its studies again and compare bytes.",
      ""
    },
    sortOptions = false)
final class VerifyCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "ARCHIVE", description = "Folder of the archive.")
  private Path archive = Paths.get("");

  @Option(
      names = "--rerender",
      paramLabel = "K",
      defaultValue = "0",
      description = "Studies to make again and compare, from 0 (default: ${DEFAULT-VALUE}).")
  private int rerender;

  VerifyCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Choice.atLeast("studies to make again", "--rerender", rerender, 0);
    throw RequestException.notBuilt("verify");
  }
}
