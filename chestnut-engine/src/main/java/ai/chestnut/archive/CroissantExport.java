package ai.chestnut.archive;

import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import java.nio.file.Path;
import java.util.Map;

/**
 * The format {@code croissant}: the files of {@link ParquetExport} and {@code croissant.json},
 * which describes them in Croissant 1.1 with its vocabulary for responsible use and the provenance
 * terms of PROV-O. It needs a {@link PublicationCard}: licence, place, creator and day are
 * required.
 */
public final class CroissantExport implements ArchiveExport {

  /** The description's name in the output folder. */
  public static final String FILE_NAME = "croissant.json";

  private final ExportOptions options;

  public CroissantExport(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String format() {
    return "croissant";
  }

  @Override
  public int write(Archive archive, Path out, boolean overwrite, Progress progress) {
    PublicationCard card =
        options
            .card()
            .or(() -> archive.plan().card())
            .orElseThrow(
                () ->
                    new RequestException(
                        "publication card",
                        "--card",
                        "none",
                        "a file with title, description, licence, url, creator, published and"
                            + " version, or [card] in the plan"));
    Export export = Export.begin(archive, out, overwrite, options, progress);
    Map<String, Integer> rows = ParquetExport.data(export, out);
    export.text("README.md", HuggingFaceCard.markdown(export, ParquetExport.schema(), rows));
    export.text(
        FILE_NAME, ArchiveManifest.json(new CroissantDocument(export, card, out).describe()));
    return export.studies();
  }
}
