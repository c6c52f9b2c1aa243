package ai.chestnut.cli;

import ai.chestnut.archive.Archive;
import ai.chestnut.archive.ArchiveExport;
import ai.chestnut.archive.ExportOptions;
import ai.chestnut.archive.PublicationCard;
import ai.chestnut.config.Toml;
import ai.chestnut.dicom.FilmKind;
import ai.chestnut.failure.RequestException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An archive in other people's formats. */
@Command(
    name = "export",
    description = {
      "Write the accepted studies of an archive in another format, with a card that says what they are.",
      "An archive that fails its memorisation test is not exported.",
      ""
    },
    sortOptions = false)
final class ExportCommand implements Callable<Integer> {

  private final Session session;

  @Parameters(paramLabel = "ARCHIVE", description = "Folder of the archive.")
  private Path archive = Paths.get("");

  @Option(
      names = "--format",
      paramLabel = "NAME",
      required = true,
      description = "coco, nnunet, dicom, webdataset, parquet, croissant or csv.")
  private String format = "";

  @Mixin private OutOption out = new OutOption();

  @Option(
      names = "--refused",
      description = "Export the studies that the panel refused too (default: leave them out).")
  private boolean refused;

  @Option(
      names = "--evaluation",
      paramLabel = "DIR",
      description =
          "What evaluate wrote of the archive: scorecard.json for the card, memorisation.json for"
              + " the gate (default: ARCHIVE/evaluation, where it is).")
  private Optional<Path> evaluation = Optional.empty();

  @Option(
      names = "--despite-memorisation",
      paramLabel = "NAME",
      description =
          "Export the archive of this name although its memorisation test failed; the card says so"
              + " (default: refuse).")
  private Optional<String> despite = Optional.empty();

  @Option(
      names = "--card",
      paramLabel = "FILE.toml",
      description =
          "Who publishes the data: title, description, licence, url, creator, published, version"
              + " (default: [card] of the plan); croissant needs it.")
  private Optional<Path> card = Optional.empty();

  @Option(
      names = "--kind",
      paramLabel = "dx|cr|sc",
      defaultValue = "dx",
      description =
          "For dicom: digital X-ray, computed radiography or secondary capture"
              + " (default: ${DEFAULT-VALUE}).")
  private String kind = "dx";

  ExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Optional<PublicationCard> published =
        card.map(file -> Toml.read(Sources.file("card", file), PublicationCard.class));
    FilmKind films =
        FilmKind.named(kind)
            .orElseThrow(
                () -> new RequestException("kind", "--kind", "'" + kind + "'", "dx, cr or sc"));
    ArchiveExport export =
        ArchiveExport.named(
            format, new ExportOptions(refused, evaluation, despite, published, films));
    Archive opened = Archive.open(Sources.folder("archive", archive));
    Path folder = out.checked();
    try (NewFolder unlessEmpty = NewFolder.at(folder);
        ProgressDisplay progress = session.progress("studies")) {
      int studies = export.write(opened, folder, out.overwrite(), progress);
      session.console().out().println(studies + " studies");
    }
    return 0;
  }
}
