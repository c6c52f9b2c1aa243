package ai.chestnut.cli;

import ai.chestnut.dicom.FilmKind;
import ai.chestnut.failure.FileException;
import ai.chestnut.pacs.Outcome;
import ai.chestnut.pacs.Push;
import ai.chestnut.pacs.PushSource;
import ai.chestnut.pacs.PushTarget;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Studies go to somebody's image store. */
@Command(
    name = "push",
    description = {
      "Send an archive, studies or DICOM files to an image store. Sending twice does no harm: equal"
          + " studies have equal identifiers.",
      ""
    },
    sortOptions = false)
final class PushCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(
      paramLabel = "ARCHIVE|DIR",
      description = "An archive, a folder of studies, or a folder of DICOM files.")
  private Path source = Paths.get("");

  @Option(
      names = "--to",
      paramLabel = "URL",
      required = true,
      description =
          "http://… or https://… for STOW-RS; dicom://AET@host:port for C-STORE, with ?from=AET"
              + " for another name than CHESTNUT.")
  private String target = "";

  @Option(
      names = "--kind",
      paramLabel = "dx|cr|sc",
      description =
          "As what films are sent (default: ${DEFAULT-VALUE}); DICOM files go as they are.")
  private String kind = "dx";

  @Option(
      names = "--refused",
      description = "Send the studies that the panel refused too (default: leave them out).")
  private boolean refused;

  @Option(
      names = "--despite-memorisation",
      paramLabel = "NAME",
      description =
          "Send the archive of this name although its memorisation test failed (default: refuse).")
  private Optional<String> despite = Optional.empty();

  PushCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    String word = Choice.of("kind", "--kind", kind, FilmKind.words());
    FilmKind films = FilmKind.named(word).orElseThrow();
    PushTarget to = PushTarget.of(target);
    PushSource what = PushSource.of(Sources.folder("studies", source), films, refused, despite);
    List<Outcome> outcomes;
    try (ProgressDisplay progress = session.progress("studies")) {
      outcomes = Push.STANDARD.send(what, to, progress);
    }
    return report(outcomes, to);
  }

  private int report(List<Outcome> outcomes, PushTarget to) {
    List<Outcome> refused = outcomes.stream().filter(each -> !each.accepted()).toList();
    session.console().out().println((outcomes.size() - refused.size()) + " objects accepted");
    if (refused.isEmpty()) {
      return 0;
    }
    session.console().out().println(refused.size() + " objects refused");
    for (Outcome each : refused) {
      session
          .console()
          .err()
          .println(
              "chestnut: " + each.place() + " (" + each.sopInstanceUid() + "): " + each.reason());
    }
    throw FileException.at(
        "store",
        to.shown(),
        refused.size() + " of " + outcomes.size() + " objects refused",
        "all accepted",
        new IllegalStateException(refused.get(0).reason()));
  }
}
