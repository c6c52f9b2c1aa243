package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Studies go to somebody's image store. */
@Command(
    name = "push",
    description = {"Send an archive or a folder of studies to an image store. Not built yet.", ""},
    sortOptions = false)
final class PushCommand implements Callable<Integer> {

  @Parameters(paramLabel = "ARCHIVE|DIR", description = "What to send.")
  private Path source = Paths.get("");

  @Option(
      names = "--to",
      paramLabel = "URL",
      required = true,
      description = "http://… or https://… for STOW-RS; dicom://AET@host:port for C-STORE.")
  private String target = "";

  @Override
  public Integer call() {
    Sources.folder("studies", source);
    try {
      String scheme = String.valueOf(new URI(target).getScheme());
      Choice.of("address", "--to " + target, scheme, List.of("http", "https", "dicom"));
    } catch (URISyntaxException wrong) {
      throw new RequestException("address", "--to", "'" + target + "'", "http://… or dicom://…");
    }
    throw RequestException.notBuilt("push");
  }
}
