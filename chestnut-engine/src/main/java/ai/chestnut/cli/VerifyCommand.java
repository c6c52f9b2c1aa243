package ai.chestnut.cli;

import ai.chestnut.Chestnut;
import ai.chestnut.archive.Archive;
import ai.chestnut.archive.ArchiveDefect;
import ai.chestnut.archive.Verification;
import ai.chestnut.failure.FileException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.production.PlannedStudies;
import ai.chestnut.production.Rerender;
import ai.chestnut.synthesis.StudyMakers;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
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
    Sources.folder("archive", archive);
    List<ArchiveDefect> defects;
    try (ProgressDisplay progress = session.progress("studies")) {
      defects = new ArrayList<>(Verification.check(archive, progress));
    }
    if (rerender > 0 && defects.isEmpty()) {
      defects.addAll(madeAgain());
    }
    defects.forEach(defect -> session.console().out().println(defect));
    if (!defects.isEmpty()) {
      throw new FileException(
          "archive", archive, defects.size() + " defects", "the bytes it was made with");
    }
    session.console().out().println("sound");
    return 0;
  }

  private List<ArchiveDefect> madeAgain() {
    Archive opened = Archive.open(archive);
    try (PlannedStudies studies = new PlannedStudies(opened.plan(), VerifyCommand::makers, 1)) {
      return Rerender.check(opened, studies, rerender, scratch());
    }
  }

  private static StudyMakers makers() {
    return new StudyMakers(Catalogue.standard(), Device.CPU, Chestnut.software());
  }

  private static Path scratch() {
    String name = "chestnut-rerender-" + ProcessHandle.current().pid();
    return Path.of(System.getProperty("java.io.tmpdir", "."), name);
  }
}
