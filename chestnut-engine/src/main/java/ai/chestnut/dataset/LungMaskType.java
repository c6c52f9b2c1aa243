package ai.chestnut.dataset;

import java.util.Locale;
import java.util.Optional;

/**
 * What a lung mask covers: the aerated field, or the envelope that includes the lung behind the
 * heart and the diaphragm. A heart border can be read only from the first.
 */
public enum LungMaskType {
  AERATED,
  ENVELOPE;

  /** The word of the manifest: {@code aerated} or {@code envelope}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<LungMaskType> named(String word) {
    for (LungMaskType type : values()) {
      if (type.word().equals(word)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
