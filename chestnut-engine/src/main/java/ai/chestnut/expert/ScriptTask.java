package ai.chestnut.expert;

import java.util.Locale;

/** What a TorchScript file from elsewhere does with a film. */
public enum ScriptTask {
  /** One number for each finding. */
  CLASSIFIER,
  /** One plane for each structure. */
  ANATOMY,
  /** One plane for each finding. */
  LESIONS,
  /** A point in a space, for distances between sets of films. */
  FEATURES;

  /** The word in a side-car. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
