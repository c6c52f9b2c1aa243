package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A plan becomes a labelled archive. */
@Command(
    name = "archive",
    description = {
      "Make a labelled archive after a plan. Running it again goes on where it stopped.",
      "The archive's bytes depend on plan and models only.",
      ""
    },
    sortOptions = false)
final class ArchiveCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--plan",
      paramLabel = "PLAN.toml",
      required = true,
      description = "What to make: findings, counts, seeds; see configs/archive-mu.toml.")
  private Path plan = Paths.get("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder of the archive; made if missing.")
  private Path out = Paths.get("");

  @Option(
      names = "--workers",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Studies made at the same time, from 1; changes no byte (default: ${DEFAULT-VALUE}).")
  private int workers;

  ArchiveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Choice.atLeast("workers", "--workers", workers, 1);
    Sources.file("plan", plan);
    throw RequestException.notBuilt("archive");
  }
}
