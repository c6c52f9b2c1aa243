package ai.chestnut.archive;

import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Writes an archive in a format that others read. */
public sealed interface ArchiveExport
    permits CocoExport,
        CroissantExport,
        CsvExport,
        DicomExport,
        NnUnetExport,
        ParquetExport,
        WebDatasetExport {

  /** The word of the command line. */
  String format();

  /**
   * Writes the accepted studies.
   *
   * @param out absent or empty, unless {@code overwrite}
   * @return how many studies were written
   * @throws ai.chestnut.failure.FileException if the archive is damaged or the folder is not free
   * @throws RequestException if the memorisation test failed, or the archive lacks what the format
   *     needs
   */
  int write(Archive archive, Path out, boolean overwrite, Progress progress);

  /** Every format of the product. */
  static List<String> formats() {
    return List.of("coco", "nnunet", "dicom", "webdataset", "parquet", "croissant", "csv");
  }

  /**
   * A format with nothing said beside the archive; throws as {@link #named(String, ExportOptions)}.
   */
  static ArchiveExport named(String format) {
    return named(format, ExportOptions.STANDARD);
  }

  /**
   * @throws RequestException for an unknown format
   */
  static ArchiveExport named(String format, ExportOptions options) {
    return Stream.<ArchiveExport>of(
            new CocoExport(options),
            new CroissantExport(options),
            new CsvExport(options),
            new DicomExport(options),
            new NnUnetExport(options),
            new ParquetExport(options),
            new WebDatasetExport(options))
        .filter(each -> each.format().equals(format))
        .findFirst()
        .orElseThrow(
            () ->
                new RequestException(
                    "format",
                    "export",
                    "'" + format + "'",
                    "one of " + String.join(", ", formats())));
  }
}
