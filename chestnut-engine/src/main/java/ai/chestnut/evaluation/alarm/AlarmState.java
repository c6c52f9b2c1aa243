package ai.chestnut.evaluation.alarm;

import java.util.Locale;

/** What an alarm says. */
public enum AlarmState {
  /** On the side of the real films, with all of its interval. */
  CLEAR,
  /** On the side of the real films, but the interval reaches the threshold. */
  UNSURE,
  /** On the side of the fault, and further from the real films than they are from each other. */
  RAISED,
  /** The fault, planted in these real films, could not be told from them: the alarm is blind. */
  BLIND;

  /** The word in JSON, such as "raised". */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
