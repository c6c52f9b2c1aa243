package ai.chestnut.study;

import ai.chestnut.storage.AtomicFile;
import ai.chestnut.vocabulary.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * {@code index.csv}: one row per study in the order of their ids, RFC 4180 with LF, UTF-8. Columns:
 * id, method, prompt, every finding by canonical name, accepted, seed, sha256 of the radiograph.
 */
public final class IndexCsv {

  public static final String FILE_NAME = "index.csv";

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();

  private IndexCsv() {}

  /**
   * Writes the whole table at once.
   *
   * @throws ai.chestnut.failure.FileException if it cannot be written; an old table stays then
   */
  public static void write(Path file, List<IndexRow> rows) {
    AtomicFile.write(file, text(rows));
  }

  /** The table as text. */
  public static String text(List<IndexRow> rows) {
    StringBuilder text = new StringBuilder();
    try (CSVPrinter printer = new CSVPrinter(text, FORMAT)) {
      print(rows.stream().sorted(Comparator.comparing(IndexRow::id)).toList(), printer);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible); // a StringBuilder does not fail
    }
    return text.toString();
  }

  private static void print(List<IndexRow> rows, CSVPrinter printer) throws IOException {
    printer.printRecord(header());
    for (IndexRow row : rows) {
      print(printer, row);
    }
  }

  /** Begins a table that is written row by row; the caller flushes it at the end. */
  public static CSVPrinter begin(Appendable text) throws IOException {
    CSVPrinter printer = new CSVPrinter(text, FORMAT);
    printer.printRecord(header());
    return printer;
  }

  private static List<String> header() {
    List<String> header = new ArrayList<>(List.of("id", "method", "prompt"));
    for (Finding finding : Finding.values()) {
      header.add(finding.canonicalName());
    }
    header.addAll(List.of("accepted", "seed", "sha256"));
    return header;
  }

  /** One row of a table that {@link #begin} has begun. */
  public static void print(CSVPrinter printer, IndexRow row) throws IOException {
    List<String> cells = new ArrayList<>(List.of(row.id(), row.method(), row.prompt()));
    for (Finding finding : Finding.values()) {
      Integer label = row.labels().get(finding);
      cells.add(label == null ? "" : label.toString());
    }
    cells.addAll(List.of("" + row.accepted(), "" + row.seed(), row.sha256()));
    printer.printRecord(cells);
  }
}
