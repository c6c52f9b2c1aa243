package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.sampling.Spread;
import ai.chestnut.failure.DefectException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Text of pages: escaped words, numbers as people read them. */
final class Markup {

  private Markup() {}

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  /** About three digits that count. */
  static String number(double value) {
    return number(value, Math.abs(value));
  }

  /** As many decimals as a number of this size needs, so that numbers side by side have as many. */
  private static String number(double value, double size) {
    if (Double.isNaN(value)) {
      return "–";
    }
    int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.01 ? 3 : 5;
    String text =
        size != 0 && size < LEAST
            ? String.format(Locale.ROOT, "%.1e", value)
            : String.format(Locale.ROOT, "%." + (size == 0 ? 0 : decimals) + "f", value);
    return text.replace('-', '−');
  }

  /** Below this five decimals show nothing. */
  private static final double LEAST = 0.0001;

  /** The mean of the draws and their middle 95 %. */
  static String interval(Spread spread) {
    return interval(spread.mean(), spread.low(), spread.high());
  }

  /** A value between the ends of its interval. */
  static String interval(double value, double low, double high) {
    double size = Math.max(Math.abs(low), Math.abs(high));
    return "<b>"
        + number(value, size)
        + "</b> <span class=\"ci\">"
        + number(low, size)
        + " to "
        + number(high, size)
        + "</span>";
  }

  /** A coordinate: two decimals are enough for any screen. */
  static String at(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  /** A text file beside the classes. */
  static String resource(String name) {
    try (InputStream in = Markup.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new DefectException("resource " + name + ": got nothing, expected a text");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new DefectException("resource " + name + " cannot be read", unreadable);
    }
  }
}
