package ai.chestnut.reading;

import ai.chestnut.failure.RequestException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What one reader said of one showing.
 *
 * @param protocol SHA-256 of the protocol that the answer was given under
 * @param reader who
 * @param film the blinded name
 * @param position in the reader's order, from 0
 * @param real whether the film was called real
 * @param confidence in that, 1 to 5
 * @param anatomy realism, 1 to 5
 * @param pathology realism, 1 to 5
 * @param finding {@code yes}, {@code no} or {@code unsure}
 * @param overlay usefulness, 1 to 5; alone in its answer
 * @param reasons words chosen from a list
 * @param comment free words
 * @param millis time from the film's appearance to the answer
 */
public record Answer(
    String protocol,
    String reader,
    String film,
    int position,
    Optional<Boolean> real,
    OptionalInt confidence,
    OptionalInt anatomy,
    OptionalInt pathology,
    Optional<String> finding,
    OptionalInt overlay,
    List<String> reasons,
    String comment,
    long millis) {

  private static final int SCALE = 5;
  private static final int REASONS = 20;
  private static final int COMMENT = 2000;
  private static final long DAY = 86_400_000;

  public Answer {
    reasons = List.copyOf(reasons);
    scale("confidence", confidence);
    scale("anatomy", anatomy);
    scale("pathology", pathology);
    scale("overlay", overlay);
    require(
        finding.map(word -> List.of("yes", "no", "unsure").contains(word)).orElse(true),
        "finding",
        "" + finding.orElse(""),
        "yes, no or unsure");
    require(millis >= 0 && millis <= DAY, "millis", "" + millis, "0 to a day");
    require(comment.length() <= COMMENT, "comment", comment.length() + " signs", "at most 2000");
    require(
        reasons.size() <= REASONS && reasons.stream().allMatch(r -> r.length() <= 80),
        "reasons",
        reasons.size() + " reasons",
        "at most 20 of 80 signs");
  }

  private static void scale(String thing, OptionalInt value) {
    int given = value.orElse(1);
    require(given >= 1 && given <= SCALE, thing, "" + given, "1 to " + SCALE);
  }

  private static void require(boolean right, String thing, String got, String expected) {
    if (!right) {
      throw new RequestException(thing, "answer", got, expected);
    }
  }

  /** Whether it is about the masks and not about the film. */
  public boolean ofOverlay() {
    return overlay.isPresent();
  }

  /** Holds that all that the protocol asks is answered, and nothing else. */
  void requireComplete(Protocol asked) {
    if (ofOverlay()) {
      require(asked.asks(Question.OVERLAY), "overlay", "an answer", "none, it is not asked");
      require(
          real.isEmpty() && anatomy.isEmpty() && pathology.isEmpty() && finding.isEmpty(),
          "overlay",
          "other answers beside it",
          "the overlay's alone");
      return;
    }
    matches(asked, Question.AUTHENTIC, real.isPresent() && confidence.isPresent());
    matches(asked, Question.ANATOMY, anatomy.isPresent());
    matches(asked, Question.PATHOLOGY, pathology.isPresent());
    matches(asked, Question.FINDING, finding.isPresent());
  }

  private static void matches(Protocol asked, Question question, boolean answered) {
    require(
        asked.asks(question) == answered,
        question.word(),
        answered ? "an answer" : "no answer",
        answered ? "none, it is not asked" : "one");
  }

  /** Higher is more surely synthetic: −5 surely real to 5 surely synthetic, without 0. */
  public double suspicion() {
    int sure = confidence.orElse(1);
    return real.orElse(false) ? -sure : sure;
  }
}
