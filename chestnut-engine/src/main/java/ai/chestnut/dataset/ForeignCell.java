package ai.chestnut.dataset;

import ai.chestnut.vocabulary.Sex;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How collections write ages, sexes and the names of their tables. */
final class ForeignCell {

  private static final Pattern AGE = Pattern.compile("0*(\\d{1,4})(?:\\.0+)?([YMWD]?)");

  private ForeignCell() {}

  /**
   * An age as {@code 58}, {@code 058Y}, {@code 011M} or {@code 013D} (DICOM's AS); in whole years.
   * An age above 120 is nobody's (NIH ChestX-ray14 has 414) and reads as unknown.
   */
  static OptionalInt age(TableRow row, String column) {
    String cell = row.get(column);
    if (cell.isEmpty()) {
      return OptionalInt.empty();
    }
    Matcher age = AGE.matcher(cell.toUpperCase(Locale.ROOT));
    if (!age.matches()) {
      throw row.wrong(column, "'" + cell + "'", "an age such as 58 or 058Y");
    }
    int number = Integer.parseInt(age.group(1));
    int years =
        switch (age.group(2)) {
          case "M" -> number / 12;
          case "W" -> number / 52;
          case "D" -> number / 365;
          default -> number;
        };
    return years > Subject.OLDEST ? OptionalInt.empty() : OptionalInt.of(years);
  }

  /** A sex, or unknown for {@code O}, {@code U}, {@code Unknown} and nothing. */
  static Optional<Sex> sex(TableRow row, String column) {
    String cell = row.get(column);
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "", "o", "u", "unknown", "other" -> Optional.empty();
      default ->
          Optional.of(
              Sex.named(cell).orElseThrow(() -> row.wrong(column, "'" + cell + "'", "a sex")));
    };
  }

  /** The first of these tables that is there, plain or gzipped. */
  static Optional<Path> table(Path source, List<String> names) {
    return names.stream()
        .flatMap(name -> List.of(name, name + ".gz").stream())
        .map(source::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  /** The same, but it must be there. */
  static Table requireTable(Path source, List<String> names) {
    return Table.read(table(source, names).orElse(source.resolve(names.get(0))));
  }
}
