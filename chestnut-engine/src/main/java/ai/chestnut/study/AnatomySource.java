package ai.chestnut.study;

import java.util.Locale;
import java.util.Optional;

/** Where a study's anatomy map comes from. */
public enum AnatomySource {
  /** Made together with the film, or before it. */
  GENERATED,
  /** The caller's own. */
  GIVEN,
  /** Read off the finished film by a segmenter. */
  SEGMENTED,
  /** There is none: no expert that could segment the film is installed. */
  NONE;

  /** The word in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<AnatomySource> named(String word) {
    for (AnatomySource source : values()) {
      if (source.word().equals(word)) {
        return Optional.of(source);
      }
    }
    return Optional.empty();
  }
}
