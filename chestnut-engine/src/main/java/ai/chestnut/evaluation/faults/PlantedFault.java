package ai.chestnut.evaluation.faults;

import ai.chestnut.evaluation.alarm.AlarmKind;
import java.util.List;
import java.util.Locale;

/** What is done to real films before they are called synthetic. */
public enum PlantedFault {
  CLEAN("nothing: the control"),
  COPIES("films of the training set", AlarmKind.COPIES),
  REPEATS("25 films, repeated", AlarmKind.VARIETY),
  LABELS("what is said of films dealt out anew", AlarmKind.LABELS, AlarmKind.LABELS_BY_PROBE),
  FLIP("left and right exchanged", AlarmKind.ORIENTATION),
  ANATOMY("the masks of another film", AlarmKind.ANATOMY),
  BLUR("a normal blur of one pixel", AlarmKind.SHARPNESS),
  TONE("the grey of a film of another source", AlarmKind.TONE);

  private final String words;
  private final List<AlarmKind> tells;

  PlantedFault(String words, AlarmKind... tells) {
    this.words = words;
    this.tells = List.of(tells);
  }

  /** The name in JSON, such as "repeats". */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is done, for people. */
  public String words() {
    return words;
  }

  /** Alarms of which at least one has to be raised; none for the control. */
  public List<AlarmKind> tells() {
    return tells;
  }
}
