package ai.chestnut.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an importer found: rows with paths relative to the source, and what it left out and why. */
public final class Collected {

  /**
   * One row and where it was read.
   *
   * @param place within the table, such as {@code "row 7"}
   */
  record Found(ManifestRow row, Path table, String place) {}

  private final List<Found> found = new ArrayList<>();
  private final SortedMap<String, Integer> leftOut = new TreeMap<>();
  private final Set<String> fileColumns = new TreeSet<>();

  Collected() {}

  /** Takes a row. */
  void take(ManifestRow row, Path table, String place) {
    found.add(new Found(row, table, place));
  }

  /** Takes the row that one row of a table gave. */
  void take(ManifestRow row, TableRow from) {
    take(row, from.file(), "row " + from.number());
  }

  /** Counts a row that is not taken. */
  void leaveOut(String reason) {
    leftOut.merge(reason, 1, Integer::sum);
  }

  /** An extra column whose cells are files that go where the films go. */
  void fileColumn(String column) {
    fileColumns.add(column);
  }

  List<Found> found() {
    return found;
  }

  SortedMap<String, Integer> leftOut() {
    return leftOut;
  }

  Set<String> fileColumns() {
    return fileColumns;
  }

  /** The rows, in their order. */
  public List<ManifestRow> rows() {
    return found.stream().map(Found::row).toList();
  }
}
