package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import java.util.Locale;

/** What a measure may be: from least to most, both included. */
public record Range(double least, double most) {

  public Range {
    if (!(least <= most) || Double.isInfinite(least) || Double.isInfinite(most)) {
      throw new RequestException(
          "range", "least, most", least + ", " + most, "finite numbers, least first");
    }
  }

  public boolean contains(double value) {
    return value >= least && value <= most;
  }

  /** "0.050 to 0.300". */
  String words() {
    return number(least) + " to " + number(most);
  }

  /** Three decimals, and two more for what would else read as nothing. */
  static String number(double value) {
    boolean small = value != 0 && Math.abs(value) < 0.01;
    return String.format(Locale.ROOT, small ? "%.5f" : "%.3f", value);
  }
}
