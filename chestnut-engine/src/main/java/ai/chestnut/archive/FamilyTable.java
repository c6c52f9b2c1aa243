package ai.chestnut.archive;

import ai.chestnut.failure.FileException;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * {@code families.csv}: id, cell (place among the manifest's cells), family (id of its first
 * study), role ({@code with}, {@code without} or empty) and split of each study, in the order of
 * their ids.
 *
 * @param rows by index of the study
 */
record FamilyTable(List<FamilyTable.Row> rows) {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setRecordSeparator("\n").get();
  private static final String HEADER = "id,cell,family,role,split\n";

  /** One study. */
  record Row(String id, int cell, String family, String role, String split) {}

  FamilyTable {
    rows = List.copyOf(rows);
  }

  static FamilyTable of(Plan plan, PlanItems items, List<NearDuplicates.Pair> near) {
    int[] roots = items.stream().mapToInt(PlanItem::family).toArray();
    int[] cells = items.stream().mapToInt(PlanItem::cell).toArray();
    Families families = new Families(roots, near);
    int[] splits = families.splits(plan.splits().orElse(Splits.TRAIN), plan.seed(), cells);
    List<Row> rows = new ArrayList<>();
    for (PlanItem item : items) {
      String family = items.get(families.root(item.index())).id();
      String split = Splits.NAMES.get(splits[item.index()]);
      rows.add(new Row(item.id(), item.cell(), family, item.role(), split));
    }
    return new FamilyTable(rows);
  }

  Row row(PlanItem item) {
    return rows.get(item.index());
  }

  /** How many families. */
  int families() {
    return (int) rows.stream().map(Row::family).distinct().count();
  }

  /** Studies in each split. */
  SortedMap<String, Integer> splitCounts() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge(row.split(), 1, Integer::sum));
    return counts;
  }

  /** Whether every family is in one split. */
  boolean holdsTogether() {
    long pairs = rows.stream().map(row -> row.family() + " " + row.split()).distinct().count();
    return pairs == families();
  }

  void write(Path file) {
    StringBuilder text = new StringBuilder(HEADER);
    for (Row row : rows) {
      text.append(
              String.join(",", row.id(), row.cell() + "", row.family(), row.role(), row.split()))
          .append('\n');
    }
    AtomicFile.write(file, text.toString());
  }

  /**
   * @throws FileException if it is missing or not as above
   */
  static FamilyTable read(Path file) {
    List<Row> rows = new ArrayList<>();
    try (Reader text = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        CSVParser table = FORMAT.builder().setHeader().get().parse(text)) {
      for (CSVRecord each : table) {
        rows.add(
            new Row(
                each.get("id"),
                Integer.parseInt(each.get("cell")),
                each.get("family"),
                each.get("role"),
                each.get("split")));
      }
    } catch (IOException wrong) {
      throw Trouble.reading("families", file, "a readable table", wrong);
    } catch (IllegalArgumentException wrong) {
      throw new FileException("families", file, wrong.getMessage() + "", HEADER.strip(), wrong);
    }
    return new FamilyTable(rows);
  }
}
