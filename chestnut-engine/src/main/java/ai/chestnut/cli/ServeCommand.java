package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** HTTP API and studio. */
@Command(
    name = "serve",
    description = {"Offer the HTTP API and the studio on this machine alone. Not built yet.", ""},
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description =
          "Port on the loopback address, 0 to 65535; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--data", paramLabel = "DIR", description = "Folder of the studio's studies.")
  private Optional<Path> data = Optional.empty();

  @Override
  public Integer call() {
    Choice.atLeast("port", "--port", port, 0);
    if (port > 65535) {
      throw new RequestException("port", "--port", "" + port, "at most 65535");
    }
    data.ifPresent(folder -> Sources.folder("studio data", folder));
    throw RequestException.notBuilt("serve");
  }
}
