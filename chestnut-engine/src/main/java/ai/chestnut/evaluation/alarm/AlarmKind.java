package ai.chestnut.evaluation.alarm;

/** Which fault an alarm looks for, and how much of it is too much. */
public enum AlarmKind {
  COPIES("copies", "films of the training set, copied", 0.05),
  VARIETY("variety", "few films, repeated", 0.5),
  LABELS("labels", "what was asked is ignored", 0.5),
  LABELS_BY_PROBE("labels by probe", "what was asked is ignored", 0.5),
  ORIENTATION("orientation", "left and right exchanged", 0.5),
  ANATOMY("anatomy", "masks of another film", 0.5),
  SHARPNESS("sharpness", "blurred by a pixel", 0.5),
  TONE("tone", "grey of another source", 0.5);

  private final String word;
  private final String fault;
  private final double threshold;

  AlarmKind(String word, String fault, double threshold) {
    this.word = word;
    this.fault = fault;
    this.threshold = threshold;
  }

  /** The name on the scorecard. */
  public String word() {
    return word;
  }

  /** The fault that stands at severity 1, in words. */
  public String fault() {
    return fault;
  }

  /**
   * The severity from which it may be raised: halfway from real films to the fault; for copies one
   * film in twenty, since a single copied patient is harm.
   */
  public double threshold() {
    return threshold;
  }
}
