package ai.chestnut.archive;

import ai.chestnut.progress.Progress;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.study.PathologyEntry;
import ai.chestnut.study.StudyFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The format {@code webdataset}: tar files {@code SPLIT-000000.tar} of at most {@value #STUDIES}
 * studies, whose members share the study's id up to the first dot: {@code ID.png} the film, {@code
 * ID.txt} the report, {@code ID.json} the study's document, {@code ID.anatomy.png}, {@code
 * ID.FINDING.png} its masks. Equal archives give equal bytes: members carry no time and no owner.
 */
public final class WebDatasetExport implements ArchiveExport {

  /** Most studies of a tar file. */
  static final int STUDIES = 1000;

  private final ExportOptions options;

  public WebDatasetExport(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String format() {
    return "webdataset";
  }

  @Override
  public int write(Archive archive, Path out, boolean overwrite, Progress progress) {
    Export export = Export.begin(archive, out, overwrite, options, progress);
    Map<String, List<StudyRow>> waiting = new LinkedHashMap<>();
    Map<String, Integer> written = new LinkedHashMap<>();
    export.each(
        row -> {
          String split = row.place().split();
          List<StudyRow> rows = waiting.computeIfAbsent(split, key -> new ArrayList<>());
          rows.add(row);
          if (rows.size() == STUDIES) {
            tar(export, out, split, written.merge(split, 1, Integer::sum) - 1, rows);
            rows.clear();
          }
        });
    waiting.forEach(
        (split, rows) -> {
          if (!rows.isEmpty()) {
            tar(export, out, split, written.merge(split, 1, Integer::sum) - 1, rows);
          }
        });
    export.text("README.md", DatasetCard.markdown(export));
    return export.studies();
  }

  private static void tar(Export export, Path out, String split, int number, List<StudyRow> rows) {
    String digits = Integer.toString(number);
    String name = split + "-" + "0".repeat(Math.max(0, 6 - digits.length())) + digits + ".tar";
    AtomicFile.write(
        out.resolve(name),
        bytes -> {
          TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);
          for (StudyRow row : rows) {
            study(export, row, tar);
          }
          tar.finish();
          tar.flush();
        });
  }

  private static void study(Export export, StudyRow row, TarArchiveOutputStream tar)
      throws IOException {
    String id = row.study().id();
    if (row.file().files().containsKey(StudyFolder.ANATOMY)) {
      member(tar, id + ".anatomy.png", export.bytes(row, StudyFolder.ANATOMY));
    }
    for (PathologyEntry entry : row.file().pathology()) {
      member(tar, id + "." + entry.finding().slug() + ".png", export.bytes(row, entry.file()));
    }
    member(tar, id + ".json", export.bytes(row, StudyFolder.DOCUMENT));
    member(tar, id + ".png", export.bytes(row, StudyFolder.FILM));
    member(tar, id + ".txt", row.study().report().getBytes(StandardCharsets.UTF_8));
  }

  private static void member(TarArchiveOutputStream tar, String name, byte[] bytes)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    entry.setModTime(0);
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setMode(0644);
    tar.putArchiveEntry(entry);
    tar.write(bytes);
    tar.closeArchiveEntry();
  }
}
