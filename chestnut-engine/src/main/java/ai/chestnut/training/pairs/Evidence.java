package ai.chestnut.training.pairs;

import java.util.Locale;

/** Where a pseudo mask comes from. */
public enum Evidence {
  /** Ellipses in the boxes that a reader drew. */
  BOX,
  /** The outline of a structure, for findings that are that structure. */
  ANATOMY,
  /** The lesion segmenter. */
  SEGMENTER,
  /** The classifier's activation map. */
  ACTIVATION;

  /** The word in a manifest. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
