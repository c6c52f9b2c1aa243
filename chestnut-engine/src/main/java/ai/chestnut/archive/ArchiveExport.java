package ai.chestnut.archive;

import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import java.nio.file.Path;
import java.util.List;

/** Writes an archive in a format that others read. */
public sealed interface ArchiveExport permits CsvExport {

  /** The word of the command line. */
  String format();

  /**
   * @param out absent or empty, unless {@code overwrite}
   * @return how many studies were written
   * @throws ai.chestnut.failure.FileException if the archive is damaged or the folder is not free
   */
  int write(Archive archive, Path out, boolean overwrite, Progress progress);

  /** Every format of the product; what is not built yet says so when asked for. */
  static List<String> formats() {
    return List.of("coco", "nnunet", "dicom", "webdataset", "parquet", "croissant", "csv");
  }

  /**
   * @throws RequestException for an unknown format, or one that is not built yet
   */
  static ArchiveExport named(String format) {
    if (format.equals("csv")) {
      return new CsvExport();
    }
    if (formats().contains(format)) {
      throw RequestException.notBuilt("export as " + format);
    }
    throw new RequestException(
        "format", "export", "'" + format + "'", "one of " + String.join(", ", formats()));
  }
}
