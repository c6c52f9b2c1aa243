package ai.chestnut.cli;

import ai.chestnut.config.Toml;
import ai.chestnut.dataset.ChexpertImporter;
import ai.chestnut.dataset.FolderImporter;
import ai.chestnut.dataset.FolderMap;
import ai.chestnut.dataset.Import;
import ai.chestnut.dataset.ImportSummary;
import ai.chestnut.dataset.Importer;
import ai.chestnut.dataset.MimicImporter;
import ai.chestnut.dataset.NihImporter;
import ai.chestnut.dataset.OpenIImporter;
import ai.chestnut.dataset.VindrImporter;
import ai.chestnut.failure.RequestException;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A collection of films becomes a manifest. */
@Command(
    name = "import",
    description = {"Turn a collection of films into the manifest that training reads.", ""},
    sortOptions = false)
final class ImportCommand implements Callable<Integer> {

  private static final List<String> FORMATS =
      List.of("mimic-cxr-jpg", "chexpert", "nih", "vindr", "openi", "folder");

  private final Session session;

  @Parameters(
      index = "0",
      paramLabel = "FORMAT",
      description = "mimic-cxr-jpg, chexpert, nih, vindr, openi, or folder with --map.")
  private String format = "";

  @Parameters(index = "1", paramLabel = "SRC", description = "Folder of the collection.")
  private Path source = Paths.get("");

  @Option(
      names = "--map",
      paramLabel = "MAP.toml",
      description =
          "How the columns and labels of a folder are read; see configs/import-cxr-open.toml.")
  private Optional<Path> map = Optional.empty();

  @Mixin private OutOption out = new OutOption();

  ImportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Choice.of("format", "FORMAT", format, FORMATS);
    Importer importer = importer();
    Path folder = out.checked();
    ImportSummary summary;
    try (ProgressDisplay progress = session.progress("films")) {
      summary = Import.run(importer, source, folder, out.overwrite(), progress);
    }
    session.console().out().println(summary);
    return 0;
  }

  private Importer importer() {
    if (map.isPresent() && !format.equals("folder")) {
      throw new RequestException("map", "--map", "one for " + format, "none but for folder");
    }
    return switch (format) {
      case "mimic-cxr-jpg" -> new MimicImporter();
      case "chexpert" -> new ChexpertImporter();
      case "nih" -> new NihImporter();
      case "vindr" -> new VindrImporter();
      case "openi" -> new OpenIImporter();
      default -> new FolderImporter(Toml.read(mapFile(), FolderMap.class));
    };
  }

  private Path mapFile() {
    return map.orElseThrow(
        () -> new RequestException("map", "--map", "none", "a TOML file for import folder"));
  }
}
