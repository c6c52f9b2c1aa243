package ai.chestnut.archive;

import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Staging;
import ai.chestnut.storage.Trouble;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyFolder;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.study.VerifiedLabel;
import ai.chestnut.vocabulary.Finding;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The format {@code csv}: {@code labels.csv} with one row per study, as CheXpert and MIMIC-CXR have
 * it, RFC 4180 with LF, UTF-8. The films stay in the archive; {@code file} is their path there.
 *
 * <p>Columns: id, file, method, prompt, report, every finding by canonical name (what was asked: 1,
 * 0, -1), every finding with {@code _probability} (what the experts see; empty where they have not
 * looked), accepted, attempts, seed, sha256 of the film.
 */
public final class CsvExport implements ArchiveExport {

  /** The table's name in the output folder. */
  public static final String FILE_NAME = "labels.csv";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  @Override
  public String format() {
    return "csv";
  }

  @Override
  public int write(Archive archive, Path out, boolean overwrite, Progress progress) {
    Staging.requireFree(out, overwrite);
    try {
      Files.createDirectories(out);
    } catch (IOException wrong) {
      throw Trouble.writing(out, wrong);
    }
    AtomicFile.write(out.resolve(FILE_NAME), bytes -> print(archive, bytes, progress));
    return archive.size();
  }

  private static void print(Archive archive, OutputStream out, Progress progress)
      throws IOException {
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CSVPrinter printer = new CSVPrinter(text, FORMAT);
    printer.printRecord(header());
    for (PlanItem item : archive.items()) {
      Path film = archive.folder(item).resolve(StudyFolder.FILM);
      String path = archive.folder().relativize(film).toString().replace('\\', '/');
      printer.printRecord(cells(archive.document(item), path));
      progress.advance(Step.of("export", item.index() + 1, archive.size()));
    }
    printer.flush();
  }

  private static List<String> header() {
    List<String> header = new ArrayList<>(List.of("id", "file", "method", "prompt", "report"));
    for (Finding finding : Finding.values()) {
      header.add(finding.canonicalName());
    }
    for (Finding finding : Finding.values()) {
      header.add(finding.canonicalName() + "_probability");
    }
    header.addAll(List.of("accepted", "attempts", "seed", "sha256"));
    return header;
  }

  private static List<String> cells(StudyFile file, String path) {
    SyntheticStudy study = file.study();
    List<String> cells =
        new ArrayList<>(
            List.of(
                study.id(), path, study.asked().method(), study.asked().prompt(), study.report()));
    for (Finding finding : Finding.values()) {
      Integer label = study.asked().labels().get(finding);
      cells.add(label == null ? "" : label.toString());
    }
    for (Finding finding : Finding.values()) {
      VerifiedLabel seen = study.verified().get(finding);
      cells.add(seen == null ? "" : String.valueOf(seen.probability()));
    }
    cells.add(String.valueOf(study.verdict().accepted()));
    cells.add(String.valueOf(study.verdict().attempts()));
    cells.add(String.valueOf(study.asked().seed()));
    cells.add(file.files().getOrDefault(StudyFolder.FILM, ""));
    return cells;
  }
}
