package ai.chestnut.reading;

import ai.chestnut.failure.RequestException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a reader may be asked of a film. */
public enum Question {
  /** Real or synthetic, and how sure from 1 to 5. */
  AUTHENTIC,
  /** How lifelike the anatomy is, 1 to 5. */
  ANATOMY,
  /** How lifelike what is wrong with the film is, 1 to 5. */
  PATHOLOGY,
  /** Whether the study's finding is there. */
  FINDING,
  /** How useful the drawn masks are, 1 to 5; asked after every film has been answered. */
  OVERLAY;

  /** In protocols and on the command line. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The question of a word. */
  public static Question named(String word) {
    return Arrays.stream(values())
        .filter(question -> question.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new RequestException(
                    "question", "--questions", "'" + word + "'", "one of " + words()));
  }

  private static List<String> words() {
    return Arrays.stream(values()).map(Question::word).toList();
  }
}
