package ai.chestnut.dataset;

import ai.chestnut.failure.FileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalInt;

/** One row of a {@link Table}; cells are stripped of surrounding blanks. */
final class TableRow {

  private final Table table;
  private final int number;
  private final String[] cells;

  TableRow(Table table, int number, String[] cells) {
    this.table = table;
    this.number = number;
    this.cells = cells;
  }

  /** As a spreadsheet counts: the header is row 1. */
  int number() {
    return number;
  }

  Path file() {
    return table.file();
  }

  /** The cell, empty where the table has no such column. */
  String get(String column) {
    int position = table.position(column);
    return position < 0 ? "" : cells[position].strip();
  }

  /** The cell with its blanks, as it stands in the file. */
  String raw(String column) {
    int position = table.position(column);
    return position < 0 ? "" : cells[position];
  }

  /** The cell, which must not be empty. */
  String require(String column) {
    String cell = get(column);
    if (cell.isEmpty()) {
      throw wrong(column, "nothing", "a value");
    }
    return cell;
  }

  /** A whole number, written as one or as a decimal that is one ({@code 1.0}). */
  OptionalInt wholeNumber(String column) {
    String cell = get(column);
    return cell.isEmpty() ? OptionalInt.empty() : OptionalInt.of(wholeNumber(column, cell));
  }

  int wholeNumber(String column, String text) {
    try {
      double value = Double.parseDouble(text);
      if (value == Math.rint(value) && Math.abs(value) <= Integer.MAX_VALUE) {
        return (int) value;
      }
    } catch (NumberFormatException notOne) {
      // told below
    }
    throw wrong(column, "'" + text + "'", "a whole number");
  }

  /** A row's mistake: names file, row and column. */
  FileException wrong(String column, String got, String expected) {
    return new FileException("row " + number + ", " + column, table.file(), got, expected);
  }

  /** The same for what a record's constructor refused; its message already reads got, expected. */
  FileException refused(IllegalArgumentException wrong) {
    String message = String.valueOf(wrong.getMessage());
    int got = message.indexOf(": got ");
    int expected = message.indexOf(", expected ");
    if (got < 0 || expected < got) {
      return new FileException("row " + number, table.file(), message, "a valid row");
    }
    return wrong(
        message.substring(0, got).toLowerCase(Locale.ROOT),
        message.substring(got + 6, expected),
        message.substring(expected + 11));
  }
}
