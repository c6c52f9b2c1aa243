package ai.chestnut.evaluation.layouts;

import ai.chestnut.evaluation.Interval;
import java.util.Locale;
import java.util.Map;

/** Figures in words. */
final class Figures {

  private Figures() {}

  static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  static String of(Interval value) {
    return String.format(
        Locale.ROOT, "%.3f [%.3f, %.3f]", value.value(), value.low(), value.high());
  }

  static void marks(String name, PlacementMarks marks, Map<String, String> figures) {
    figures.put(
        name + " containment", number(marks.containment()) + " of " + marks.masks() + " masks");
    figures.put(name + " requested there and nothing else", of(marks.matched()));
    figures.put(name + " side kept", of(marks.sides()));
    figures.put(name + " zone kept", of(marks.zones()));
  }
}
