package ai.chestnut.reading;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Finding;
import java.util.List;
import java.util.Optional;

/**
 * What is fixed before the first film is read; its file's hash stands in every answer.
 *
 * @param title what readers see above the films
 * @param seed of the choice of films, their blinded names and each reader's order
 * @param arms {@code real} first, then the systems
 * @param perArm films of each arm
 * @param repeatShare share of the films that are shown again under another name, 0 to 0.5
 * @param side pixels of a side; every film is brought to it, so that size tells nothing
 * @param questions at least one
 * @param finding that {@link Question#FINDING} asks for
 */
public record Protocol(
    String format,
    String title,
    long seed,
    List<String> arms,
    int perArm,
    double repeatShare,
    int side,
    List<Question> questions,
    Optional<Finding> finding) {

  public static final String FORMAT = "chestnut-reader-study/1";

  /** The arm of films that no program made. */
  public static final String REAL = "real";

  public Protocol {
    arms = List.copyOf(arms);
    questions = questions.stream().distinct().sorted().toList();
    require(FORMAT.equals(format), "format", "'" + format + "'", FORMAT);
    require(
        !title.isBlank() && title.length() <= 200, "title", "'" + title + "'", "1 to 200 signs");
    require(arms.size() >= 2 && arms.get(0).equals(REAL), "arms", "" + arms, "real and a system");
    require(arms.stream().distinct().count() == arms.size(), "arms", "" + arms, "each once");
    require(perArm >= 1 && perArm <= 10_000, "films per arm", "" + perArm, "1 to 10000");
    require(repeatShare >= 0 && repeatShare <= 0.5, "repeats", "" + repeatShare, "0 to 0.5");
    require(side >= 32 && side <= 4096, "side", "" + side, "32 to 4096 pixels");
    require(!questions.isEmpty(), "questions", "none", "at least one");
    require(
        !questions.contains(Question.FINDING) || finding.isPresent(),
        "finding",
        "none",
        "the finding that is asked for");
  }

  private static void require(boolean right, String thing, String got, String expected) {
    if (!right) {
      throw new RequestException(thing, "reader study", got, expected);
    }
  }

  public boolean asks(Question question) {
    return questions.contains(question);
  }

  /** The systems that are compared. */
  public List<String> systems() {
    return arms.subList(1, arms.size());
  }
}
