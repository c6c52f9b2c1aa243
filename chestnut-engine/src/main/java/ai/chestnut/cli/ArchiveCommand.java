package ai.chestnut.cli;

import ai.chestnut.Chestnut;
import ai.chestnut.archive.ArchiveManifest;
import ai.chestnut.archive.Plan;
import ai.chestnut.models.Catalogue;
import ai.chestnut.production.ArchiveProduction;
import ai.chestnut.production.PlannedStudies;
import ai.chestnut.synthesis.StudyMakers;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  private static final int REFUSED = 5;

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
          "Studies made at the same time, from 1, each with models of its own in memory; changes no"
              + " byte (default: ${DEFAULT-VALUE}).")
  private int workers;

  @Mixin private DeviceOption device = new DeviceOption();

  ArchiveCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Choice.atLeast("workers", "--workers", workers, 1);
    Sources.file("plan", plan);
    Plan wanted = Plan.read(plan);
    try (NewFolder unlessEmpty = NewFolder.at(out);
        PlannedStudies studies = new PlannedStudies(wanted, this::makers, workers);
        ProgressDisplay progress = session.progress("studies")) {
      ArchiveProduction production = new ArchiveProduction(wanted, out, studies, workers, progress);
      ArchiveManifest made = production.write();
      session.console().out().println(out);
      production
          .remade()
          .forEach(study -> session.console().warn(study + " was damaged and is made again"));
      int refused = made.studies() - made.accepted();
      if (refused > 0) {
        session.console().warn(refused + " of " + made.studies() + " refused by the panel");
        return REFUSED;
      }
    }
    return 0;
  }

  private StudyMakers makers() {
    Device chosen = Device.named(device.name());
    return new StudyMakers(Catalogue.standard(), chosen, Chestnut.software());
  }
}
