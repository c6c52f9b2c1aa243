package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import java.util.List;

/** Checks of option values, in the words of the house. */
final class Choice {

  private Choice() {}

  /** The value, if it is one of the allowed words. */
  static String of(String thing, String option, String value, List<String> allowed) {
    if (!allowed.contains(value)) {
      throw new RequestException(
          thing, option, "'" + value + "'", "one of " + String.join(", ", allowed));
    }
    return value;
  }

  static int atLeast(String thing, String option, int value, int least) {
    if (value < least) {
      throw new RequestException(
          thing, option, Integer.toString(value), "a whole number of at least " + least);
    }
    return value;
  }

  static boolean onOff(String thing, String option, String value) {
    return of(thing, option, value, List.of("on", "off")).equals("on");
  }
}
