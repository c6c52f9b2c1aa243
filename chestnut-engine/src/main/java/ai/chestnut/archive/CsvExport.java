package ai.chestnut.archive;

import ai.chestnut.progress.Progress;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.study.VerifiedLabel;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * The format {@code csv}, RFC 4180 with LF, UTF-8. The films stay in the archive.
 *
 * <ul>
 *   <li>{@code labels.csv}: all that is known of a study. Columns: id, file (path of the film
 *       within the archive), split, family, role, view, sex, age, method, prompt, report, every
 *       finding by canonical name (what was asked: 1, 0, -1), every finding with {@code
 *       _probability} (what the experts see; empty where they have not looked), accepted, attempts,
 *       seed, sha256 of the film
 *   <li>{@code chexpert.csv}: columns and words of CheXpert's tables (Irvin et al. 2019)
 *   <li>{@code mimic-chexpert.csv}, {@code mimic-split.csv}, {@code mimic-metadata.csv}: those of
 *       MIMIC-CXR-JPG (Johnson et al. 2019). A subject is a family, numbered from 10,000,000; a
 *       study is numbered from 50,000,000
 * </ul>
 */
public final class CsvExport implements ArchiveExport {

  /** The main table's name in the output folder. */
  public static final String FILE_NAME = "labels.csv";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
  private static final int SUBJECTS = 10_000_000;
  private static final int STUDIES = 50_000_000;

  /** In the order of MIMIC-CXR-JPG's table. */
  private static final List<Finding> FOURTEEN = List.of(Finding.values()).subList(0, 14);

  /** In the order of CheXpert's table. */
  private static final List<Finding> CHEXPERT =
      List.of(
          Finding.NO_FINDING,
          Finding.ENLARGED_CARDIOMEDIASTINUM,
          Finding.CARDIOMEGALY,
          Finding.LUNG_OPACITY,
          Finding.LUNG_LESION,
          Finding.EDEMA,
          Finding.CONSOLIDATION,
          Finding.PNEUMONIA,
          Finding.ATELECTASIS,
          Finding.PNEUMOTHORAX,
          Finding.PLEURAL_EFFUSION,
          Finding.PLEURAL_OTHER,
          Finding.FRACTURE,
          Finding.SUPPORT_DEVICES);

  private final ExportOptions options;

  public CsvExport(ExportOptions options) {
    this.options = options;
  }

  @Override
  public String format() {
    return "csv";
  }

  @Override
  public int write(Archive archive, Path out, boolean overwrite, Progress progress) {
    Export export = Export.begin(archive, out, overwrite, options, progress);
    Function<StudyRow, String> path = row -> ArchiveFiles.film(archive.plan(), row.item());
    table(export, out, FILE_NAME, header(), row -> cells(row, path.apply(row)));
    table(export, out, "chexpert.csv", chexpertHeader(), row -> chexpert(row, path.apply(row)));
    table(
        export,
        out,
        "mimic-chexpert.csv",
        joined(List.of("subject_id", "study_id"), names(FOURTEEN)),
        row -> joined(List.of(subject(row), study(row)), labels(row, FOURTEEN)));
    table(
        export,
        out,
        "mimic-split.csv",
        List.of("dicom_id", "study_id", "subject_id", "split"),
        row -> List.of(row.study().id(), study(row), subject(row), mimicSplit(row)));
    table(
        export,
        out,
        "mimic-metadata.csv",
        List.of("dicom_id", "subject_id", "study_id", "ViewPosition"),
        row -> List.of(row.study().id(), subject(row), study(row), view(row)));
    export.text("README.md", DatasetCard.markdown(export));
    return export.studies();
  }

  private static void table(
      Export export,
      Path out,
      String name,
      List<String> header,
      Function<StudyRow, List<String>> cells) {
    AtomicFile.write(out.resolve(name), bytes -> print(export, bytes, header, cells));
  }

  private static void print(
      Export export, OutputStream out, List<String> header, Function<StudyRow, List<String>> cells)
      throws IOException {
    CSVPrinter printer =
        new CSVPrinter(new OutputStreamWriter(out, StandardCharsets.UTF_8), FORMAT);
    printer.printRecord(header);
    export.each(row -> printer.printRecord(cells.apply(row)));
    printer.flush();
  }

  private static List<String> names(List<Finding> findings) {
    return findings.stream().map(Finding::canonicalName).toList();
  }

  private static List<String> joined(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }

  private static List<String> header() {
    List<String> header =
        new ArrayList<>(
            List.of(
                "id", "file", "split", "family", "role", "view", "sex", "age", "method", "prompt",
                "report"));
    header.addAll(names(List.of(Finding.values())));
    for (Finding finding : Finding.values()) {
      header.add(finding.canonicalName() + "_probability");
    }
    header.addAll(List.of("accepted", "attempts", "seed", "sha256"));
    return header;
  }

  private static List<String> cells(StudyRow row, String path) {
    SyntheticStudy study = row.study();
    List<String> cells = new ArrayList<>(List.of(study.id(), path, row.place().split()));
    cells.addAll(List.of(row.place().family(), row.place().role(), view(row)));
    cells.add(row.item().prompt().sex().map(Sex::word).orElse(""));
    cells.add(age(row));
    cells.addAll(List.of(study.asked().method(), study.asked().prompt(), study.report()));
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
    cells.add(row.filmSum());
    return cells;
  }

  private static List<String> chexpertHeader() {
    return joined(List.of("Path", "Sex", "Age", "Frontal/Lateral", "AP/PA"), names(CHEXPERT));
  }

  private static List<String> chexpert(StudyRow row, String path) {
    String sex =
        row.item().prompt().sex().map(each -> each == Sex.FEMALE ? "Female" : "Male").orElse("");
    return joined(List.of(path, sex, age(row), "Frontal", view(row)), labels(row, CHEXPERT));
  }

  private static List<String> labels(StudyRow row, List<Finding> findings) {
    List<String> cells = new ArrayList<>();
    for (Finding finding : findings) {
      Integer label = row.study().asked().labels().get(finding);
      cells.add(label == null ? "" : label + ".0");
    }
    return cells;
  }

  private static String view(StudyRow row) {
    return row.item().prompt().view().map(View::word).orElse("");
  }

  private static String age(StudyRow row) {
    return row.item().prompt().ageYears().isPresent()
        ? row.item().prompt().ageYears().getAsInt() + ""
        : "";
  }

  private static String subject(StudyRow row) {
    return SUBJECTS + Integer.parseInt(row.place().family()) + "";
  }

  private static String study(StudyRow row) {
    return STUDIES + row.item().index() + "";
  }

  private static String mimicSplit(StudyRow row) {
    return row.place().split().equals("val") ? "validate" : row.place().split();
  }
}
