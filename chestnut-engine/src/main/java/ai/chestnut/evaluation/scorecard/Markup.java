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
    if (Double.isNaN(value)) {
      return "–";
    }
    double size = Math.abs(value);
    String text =
        size == 0
            ? "0"
            : String.format(
                Locale.ROOT,
                size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : digits(size),
                value);
    return text.replace('-', '−');
  }

  private static String digits(double size) {
    return size >= 0.01 ? "%.3f" : size >= 0.0001 ? "%.5f" : "%.1e";
  }

  /** The mean of the draws and their middle 95 %. */
  static String interval(Spread spread) {
    return "<b>"
        + number(spread.mean())
        + "</b> <span class=\"ci\">"
        + number(spread.low())
        + " to "
        + number(spread.high())
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
