package ai.chestnut.dataset;

import static ai.chestnut.dataset.ManifestColumns.AGE;
import static ai.chestnut.dataset.ManifestColumns.ANATOMY_MASK;
import static ai.chestnut.dataset.ManifestColumns.FILE;
import static ai.chestnut.dataset.ManifestColumns.LICENCE;
import static ai.chestnut.dataset.ManifestColumns.LUNG_MASK;
import static ai.chestnut.dataset.ManifestColumns.LUNG_MASK_TYPE;
import static ai.chestnut.dataset.ManifestColumns.PATIENT;
import static ai.chestnut.dataset.ManifestColumns.SEX;
import static ai.chestnut.dataset.ManifestColumns.SOURCE;
import static ai.chestnut.dataset.ManifestColumns.SPLIT;
import static ai.chestnut.dataset.ManifestColumns.TEXT;
import static ai.chestnut.dataset.ManifestColumns.VIEW;

import ai.chestnut.failure.FileException;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Reads {@code manifest.csv}; see {@link Manifest} for the format. */
final class ManifestReader {

  private final Optional<Path> folder;
  private final Table table;
  private final Map<String, Finding> labels = new LinkedHashMap<>();
  private final Map<String, Finding> masks = new LinkedHashMap<>();
  private final List<String> extra;

  /**
   * @param folder where the images must be; empty to look at none
   */
  ManifestReader(Optional<Path> folder, Table table) {
    this.folder = folder;
    this.table = table.require(FILE);
    this.extra = table.header().stream().filter(ManifestColumns::isExtra).toList();
    for (String column : table.header()) {
      ManifestColumns.labelOf(column).ifPresent(finding -> claim(labels, column, finding));
      ManifestColumns.maskOf(column).ifPresent(finding -> claim(masks, column, finding));
    }
  }

  private void claim(Map<String, Finding> columns, String column, Finding finding) {
    if (columns.containsValue(finding)) {
      throw new FileException(
          "header",
          table.file(),
          "a second column for " + finding.canonicalName() + ", '" + column + "'",
          "every column once");
    }
    columns.put(column, finding);
  }

  List<ManifestRow> rows() {
    Map<String, Integer> seen = new HashMap<>();
    return table.rows().stream()
        .map(
            row -> {
              Integer before = seen.put(row.require(FILE), row.number());
              if (before != null) {
                throw row.wrong(FILE, "the film of row " + before, "every film once");
              }
              return row(row);
            })
        .toList();
  }

  ManifestRow row(TableRow row) {
    String file = image(row, FILE, row.require(FILE));
    try {
      return new ManifestRow(
          file,
          subject(row, file),
          word(row, SPLIT, Split::named, "train, val or test"),
          word(row, VIEW, View::named, "PA or AP"),
          row.get(TEXT),
          labels(row),
          masks(row),
          origin(row));
    } catch (IllegalArgumentException wrong) {
      throw row.refused(wrong);
    }
  }

  private static Subject subject(TableRow row, String file) {
    String patient = row.get(PATIENT);
    OptionalInt age = row.wholeNumber(AGE);
    return new Subject(
        patient.isEmpty() ? file : patient, word(row, SEX, Sex::named, "F or M"), age);
  }

  private static <T> Optional<T> word(
      TableRow row, String column, Function<String, Optional<T>> named, String expected) {
    String cell = row.get(column);
    if (cell.isEmpty()) {
      return Optional.empty();
    }
    Optional<T> value = named.apply(cell);
    if (value.isEmpty()) {
      throw row.wrong(column, "'" + cell + "'", expected);
    }
    return value;
  }

  private Map<Finding, Integer> labels(TableRow row) {
    EnumMap<Finding, Integer> values = new EnumMap<>(Finding.class);
    labels.forEach(
        (column, finding) -> {
          String cell = row.get(column);
          if (!cell.isEmpty()) {
            values.put(finding, label(row, column, cell));
          }
        });
    return values;
  }

  private static int label(TableRow row, String column, String cell) {
    return switch (cell) {
      case "1", "1.0" -> 1;
      case "0", "0.0" -> 0;
      case "-1", "-1.0" -> -1;
      default -> throw row.wrong(column, "'" + cell + "'", "1, 0, -1 or nothing");
    };
  }

  private RowMasks masks(TableRow row) {
    EnumMap<Finding, String> files = new EnumMap<>(Finding.class);
    masks.forEach(
        (column, finding) -> mask(row, column).ifPresent(file -> files.put(finding, file)));
    return new RowMasks(
        mask(row, ANATOMY_MASK),
        mask(row, LUNG_MASK),
        word(row, LUNG_MASK_TYPE, LungMaskType::named, "aerated or envelope"),
        files);
  }

  private Optional<String> mask(TableRow row, String column) {
    String cell = row.get(column);
    return cell.isEmpty() ? Optional.empty() : Optional.of(image(row, column, cell));
  }

  private Origin origin(TableRow row) {
    Map<String, String> kept = new LinkedHashMap<>();
    extra.forEach(column -> kept.put(column, row.raw(column)));
    return new Origin(row.get(SOURCE), row.get(LICENCE), kept);
  }

  private String image(TableRow row, String column, String cell) {
    Path path;
    try {
      path = Path.of(cell);
    } catch (InvalidPathException wrong) {
      throw row.wrong(column, "'" + cell + "'", "a path");
    }
    if (path.isAbsolute()) {
      throw row.wrong(column, "'" + cell + "'", "a path relative to the manifest's folder");
    }
    folder.ifPresent(
        root ->
            FilmFile.require(
                root.resolve(path), table.file(), "row " + row.number() + ", " + column));
    return cell.replace('\\', '/');
  }
}
