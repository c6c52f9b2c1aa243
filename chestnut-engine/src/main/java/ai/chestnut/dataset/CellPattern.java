package ai.chestnut.dataset;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The cells that a map speaks of: written out, or with a {@code *} at the end for any rest. */
final class CellPattern {

  private CellPattern() {}

  static boolean fits(String pattern, String cell) {
    return pattern.endsWith("*")
        ? cell.startsWith(pattern.substring(0, pattern.length() - 1))
        : cell.equals(pattern);
  }

  /** The column and value that make a row fit, where every column must fit one of its patterns. */
  static boolean fits(Map<String, List<String>> where, TableRow row) {
    return where.entrySet().stream()
        .allMatch(
            entry ->
                entry.getValue().stream()
                    .anyMatch(pattern -> fits(pattern, row.get(entry.getKey()))));
  }

  /** The first column whose cell fits one of its patterns. */
  static Optional<String> firstFit(Map<String, List<String>> any, TableRow row) {
    return any.entrySet().stream()
        .filter(
            entry ->
                entry.getValue().stream()
                    .anyMatch(pattern -> fits(pattern, row.get(entry.getKey()))))
        .map(Map.Entry::getKey)
        .findFirst();
  }
}
