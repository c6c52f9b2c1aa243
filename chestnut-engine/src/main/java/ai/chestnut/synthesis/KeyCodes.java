package ai.chestnut.synthesis;

import ai.chestnut.failure.RequestException;
import java.util.Arrays;
import java.util.Locale;

/** Which codes of the visual codebook go with a report: the system's own, or none, to compare. */
public enum KeyCodes {
  MATCHED,
  RANDOM,
  NONE;

  /** The kind of a word: {@code matched}, {@code random} or {@code none}. */
  public static KeyCodes named(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () -> new RequestException("key codes", "", "'" + word + "'", "matched, random, none"));
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
