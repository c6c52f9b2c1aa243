package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
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

  private static final List<String> FORMATS =
      List.of("coco", "nnunet", "dicom", "webdataset", "parquet", "croissant", "csv");

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
    Choice.of("format", "--format", format, FORMATS);
    throw RequestException.notBuilt("export --format " + format);
  }
}
