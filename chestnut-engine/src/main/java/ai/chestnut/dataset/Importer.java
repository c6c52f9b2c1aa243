package ai.chestnut.dataset;

import ai.chestnut.failure.RequestException;
import java.nio.file.Path;
import java.util.List;

/** Reads one collection's own tables as rows of a manifest; {@link Import} writes them. */
public sealed interface Importer
    permits FolderImporter,
        NihImporter,
        ChexpertImporter,
        MimicImporter,
        VindrImporter,
        OpenIImporter {

  /** The word of the command line, such as {@code nih}. */
  String format();

  /**
   * Reads the tables of a collection; looks at no image yet.
   *
   * @throws ai.chestnut.failure.FileException if a table is missing or wrong, naming file and row
   */
  Collected collect(Path source);

  /** Whether the images are copied into the manifest's folder, or stay where they are. */
  default boolean copies() {
    return false;
  }

  /** The collections known by name; {@code folder} needs a map, see {@link FolderImporter}. */
  static List<String> formats() {
    return List.of("mimic-cxr-jpg", "chexpert", "nih", "vindr", "openi", "folder");
  }

  /**
   * The importer of a format other than {@code folder}.
   *
   * @throws RequestException for an unknown format
   */
  static Importer named(String format) {
    return switch (format) {
      case "mimic-cxr-jpg" -> new MimicImporter();
      case "chexpert" -> new ChexpertImporter();
      case "nih" -> new NihImporter();
      case "vindr" -> new VindrImporter();
      case "openi" -> new OpenIImporter();
      case "folder" -> throw new RequestException("format", "folder", "no map", "--map MAP.toml");
      default ->
          throw new RequestException(
              "format", "import", "'" + format + "'", "one of " + String.join(", ", formats()));
    };
  }
}
