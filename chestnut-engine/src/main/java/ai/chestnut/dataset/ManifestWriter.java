package ai.chestnut.dataset;

import ai.chestnut.storage.AtomicFile;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes {@code manifest.csv}: whole or not at all, the same bytes for the same rows. */
public final class ManifestWriter {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private ManifestWriter() {}

  /**
   * Writes the table of a manifest into its folder; the films and masks must be there already.
   *
   * @throws ai.chestnut.failure.FileException if a patient is in two splits, or the folder cannot
   *     be written
   */
  public static void write(Manifest manifest) {
    Path file = manifest.folder().resolve(Manifest.FILE_NAME);
    Manifest.requireApart(manifest.rows(), file);
    AtomicFile.write(file, out -> print(manifest.rows(), out));
  }

  private static void print(List<ManifestRow> rows, OutputStream out) throws IOException {
    Set<Finding> masked =
        rows.stream()
            .flatMap(row -> row.masks().findings().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> extra =
        rows.stream().flatMap(row -> row.origin().extra().keySet().stream()).distinct().toList();
    Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    CSVPrinter printer = new CSVPrinter(text, FORMAT);
    printer.printRecord(ManifestColumns.header(masked, extra));
    for (ManifestRow row : rows) {
      printer.printRecord(cells(row, masked, extra));
    }
    printer.flush();
  }

  private static List<String> cells(ManifestRow row, Set<Finding> masked, List<String> extra) {
    List<String> cells = new ArrayList<>();
    cells.add(row.file());
    cells.add(row.patient());
    cells.add(row.split().map(Split::word).orElse(""));
    cells.add(row.view().map(View::word).orElse(""));
    cells.add(row.sex().map(Sex::word).orElse(""));
    cells.add(row.ageYears().isPresent() ? String.valueOf(row.ageYears().getAsInt()) : "");
    cells.add(row.text());
    for (Finding finding : Finding.values()) {
      Integer label = row.labels().get(finding);
      cells.add(label == null ? "" : label.toString());
    }
    RowMasks masks = row.masks();
    cells.add(masks.anatomy().orElse(""));
    cells.add(masks.lung().orElse(""));
    cells.add(masks.lungType().map(LungMaskType::word).orElse(""));
    masked.forEach(finding -> cells.add(masks.findings().getOrDefault(finding, "")));
    cells.add(row.source());
    cells.add(row.licence());
    extra.forEach(column -> cells.add(row.origin().extra().getOrDefault(column, "")));
    return cells;
  }
}
