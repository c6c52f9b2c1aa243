package ai.chestnut.cli;

import ai.chestnut.archive.Archive;
import ai.chestnut.archive.ArchiveExport;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An archive in other people's formats. */
@Command(
    name = "export",
    description = {"Write an archive in another format. Built so far: csv.", ""},
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

  ExportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ArchiveExport export = ArchiveExport.named(format);
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
