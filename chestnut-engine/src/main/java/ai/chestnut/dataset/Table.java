package ai.chestnut.dataset;

import ai.chestnut.failure.FileException;
import ai.chestnut.storage.Trouble;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A CSV file (RFC 4180, UTF-8, header row; gzip where the name ends in {@code .gz}) in memory.
 * Every mistake in it is a {@link FileException} that names the file and the row as a spreadsheet
 * counts: the header is row 1.
 */
final class Table {

  private final Path file;
  private final Map<String, Integer> columns;
  private final int width;
  private final List<TableRow> rows = new ArrayList<>();

  private Table(Path file, Map<String, Integer> columns, int width) {
    this.file = file;
    this.columns = columns;
    this.width = width;
  }

  /** An empty table with these columns, that answers for a file. */
  static Table of(Path file, List<String> header) {
    String[] cells = header.toArray(String[]::new);
    return new Table(file, header(file, cells), cells.length);
  }

  static Table read(Path file) {
    CSVFormat format = CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();
    try (Reader reader = open(file);
        CSVParser parser = format.parse(reader)) {
      Table table = null;
      int row = 0;
      for (CSVRecord each : parser) {
        row++;
        String[] cells = each.values();
        if (table == null) {
          table = new Table(file, header(file, cells), cells.length);
        } else {
          table.add(row, cells);
        }
      }
      if (table == null) {
        throw new FileException("table", file, "an empty file", "a header row");
      }
      return table;
    } catch (IOException wrong) {
      throw unreadable(file, wrong);
    } catch (UncheckedIOException wrong) {
      throw unreadable(file, new IOException(wrong.getMessage(), wrong));
    }
  }

  private static Reader open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    if (String.valueOf(file.getFileName()).endsWith(".gz")) {
      bytes = new GZIPInputStream(bytes, 1 << 16);
    }
    return new InputStreamReader(
        bytes,
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  private static FileException unreadable(Path file, IOException wrong) {
    return Trouble.reading("table", file, "a CSV file in UTF-8 with a header row", wrong);
  }

  private static Map<String, Integer> header(Path file, String[] cells) {
    Map<String, Integer> columns = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      String name = (i == 0 ? withoutMark(cells[i]) : cells[i]).strip();
      if (name.isEmpty()) {
        continue; // some collections end their header with commas
      }
      if (columns.putIfAbsent(name, i) != null) {
        throw new FileException(
            "header", file, "two columns called '" + name + "'", "every column once");
      }
    }
    return columns;
  }

  /** Without the byte order mark that some spreadsheets put first. */
  private static String withoutMark(String cell) {
    return cell.startsWith("\uFEFF") ? cell.substring(1) : cell;
  }

  /** Adds a row under the number by which messages call it. */
  void add(int number, String... cells) {
    if (cells.length != width) {
      throw new FileException(
          "row " + number, file, cells.length + " cells", width + ", as the header has");
    }
    rows.add(new TableRow(this, number, cells));
  }

  Path file() {
    return file;
  }

  List<TableRow> rows() {
    return rows;
  }

  /** The named columns, in their order. */
  List<String> header() {
    return List.copyOf(columns.keySet());
  }

  boolean has(String column) {
    return columns.containsKey(column);
  }

  /** Holds that all these columns are there. */
  Table require(String... names) {
    for (String name : names) {
      if (!has(name)) {
        throw new FileException(
            "header", file, "no column '" + name + "'", "it, among " + String.join(", ", header()));
      }
    }
    return this;
  }

  /** Where the column stands, or -1. */
  int position(String column) {
    return columns.getOrDefault(column, -1);
  }
}
