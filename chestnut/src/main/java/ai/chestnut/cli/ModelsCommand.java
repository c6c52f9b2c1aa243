package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which models are here. */
@Command(
    name = "models",
    description = {"List the models with their hashes and measured figures.", ""},
    subcommands = ModelsCommand.Import.class,
    commandListHeading = "%nCommands:%n",
    sortOptions = false)
final class ModelsCommand implements Callable<Integer> {

  private final Session session;

  @Option(names = "--json", description = "Print JSON instead of a table.")
  private boolean json;

  ModelsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    throw RequestException.notBuilt("models");
  }

  /** Checkpoints of other projects. */
  @Command(
      name = "import",
      description = {"Read a checkpoint of another project. Not built yet.", ""})
  static final class Import implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "The checkpoint: .safetensors, .pt or .bin.")
    private Path file = Paths.get("");

    @Override
    public Integer call() {
      Sources.file("checkpoint", file);
      throw RequestException.notBuilt("models import");
    }
  }
}
