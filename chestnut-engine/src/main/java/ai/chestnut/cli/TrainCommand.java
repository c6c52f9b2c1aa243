package ai.chestnut.cli;

import ai.chestnut.config.Toml;
import ai.chestnut.failure.RequestException;
import ai.chestnut.tensor.Device;
import ai.chestnut.training.Recipe;
import ai.chestnut.training.TrainingRun;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A recipe becomes a model. */
@Command(
    name = "train",
    description = {
      "Train one model after a recipe. Running it again goes on where it stopped.",
      "Runs stand in $CHESTNUT_RUNS.",
      ""
    },
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "RECIPE.toml", description = "What to train, on what, how long.")
  private Path recipe = Paths.get("");

  @Option(
      names = "--set",
      paramLabel = "path=value",
      description = "Change one value of the recipe; may be given several times.")
  private List<String> overrides = List.of();

  @Option(
      names = "--dry-run",
      description = "Print the recipe with every default written out, and leave.")
  private boolean dryRun;

  @Mixin private DeviceOption device = new DeviceOption();

  TrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Sources.file("recipe", recipe);
    Recipe read = Toml.read(recipe, overrides, Recipe.class);
    if (dryRun) {
      session.console().out().print(Toml.write(read));
      return 0;
    }
    Path folder = runs().resolve(read.name());
    try (ProgressDisplay progress = session.progress("steps")) {
      session
          .console()
          .out()
          .println(new TrainingRun(read, folder, Device.named(device.name()), progress).run());
    }
    return 0;
  }

  private static Path runs() {
    String folder = System.getenv("CHESTNUT_RUNS");
    if (folder == null || folder.isBlank()) {
      throw new RequestException(
          "folder of runs", "CHESTNUT_RUNS", "nothing", "a folder outside the checkout");
    }
    return Path.of(folder);
  }
}
