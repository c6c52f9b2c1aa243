package ai.chestnut.evaluation.scorecard;

/** Which way a figure is good. */
public enum Better {
  LOWER("lower"),
  HIGHER("higher"),
  LIKE_REAL("like real");

  private final String word;

  Better(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
