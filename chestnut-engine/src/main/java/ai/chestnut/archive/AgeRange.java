package ai.chestnut.archive;

import ai.chestnut.failure.RequestException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ages in whole years.
 *
 * @param first 0 to 120
 * @param last from first to 120
 */
public record AgeRange(int first, int last) {

  private static final Pattern WORDS = Pattern.compile("([0-9]{1,3})-([0-9]{1,3})");
  private static final int OLDEST = 120;

  /** Reads {@code "40-64"}. */
  static AgeRange parse(String words) {
    Matcher parts = WORDS.matcher(words);
    if (parts.matches()) {
      AgeRange range =
          new AgeRange(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)));
      if (range.first <= range.last && range.last <= OLDEST) {
        return range;
      }
    }
    throw new RequestException(
        "ages", "cell", "'" + words + "'", "first and last year, such as 40-64, up to " + OLDEST);
  }

  int years() {
    return last - first + 1;
  }
}
