package ai.chestnut.reading;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.storage.Trouble;
import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answers of one reader: a file that only grows, forced to the disk line by line. A line that a
 * crash cut short is not an answer: the film is asked again. One answer a film; it stays as it was
 * given first.
 */
public final class AnswerBook {

  private final ReaderStudy study;
  private final String reader;
  private final List<Answer> answers;
  private final List<BlindCase> order;

  private AnswerBook(ReaderStudy study, String reader, List<Answer> answers) {
    this.study = study;
    this.order = study.order(reader);
    this.reader = reader;
    this.answers = answers;
  }

  /**
   * @throws RequestException for a name that readers cannot have
   * @throws FileException if the file is damaged, or speaks of another protocol
   */
  public static AnswerBook open(ReaderStudy study, String reader) {
    Path file = study.answers(reader);
    List<Answer> answers = new ArrayList<>();
    if (Files.exists(file)) {
      String text = StudyJson.text(file);
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      for (String line : whole.lines().toList()) {
        Answer answer = StudyJson.parse(line, file, new TypeReference<Answer>() {});
        if (!answer.protocol().equals(study.hash())) {
          throw new FileException("answer", file, "another protocol's", "this study's");
        }
        answers.add(answer);
      }
      if (whole.length() < text.length()) {
        cut(file, whole.getBytes(StandardCharsets.UTF_8).length);
      }
    }
    return new AnswerBook(study, reader, answers);
  }

  private static void cut(Path file, long length) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(length);
    } catch (IOException wrong) {
      throw Trouble.writing(file, wrong);
    }
  }

  public List<Answer> answers() {
    return List.copyOf(answers);
  }

  /** The next film without an answer. */
  public Optional<BlindCase> next() {
    return order.stream().filter(film -> !has(film.name(), false)).findFirst();
  }

  /** The next film whose masks are to be judged; none before every film is answered. */
  public Optional<BlindCase> nextOverlay() {
    if (!study.protocol().asks(Question.OVERLAY) || next().isPresent()) {
      return Optional.empty();
    }
    return order.stream().filter(f -> f.overlay() && !has(f.name(), true)).findFirst();
  }

  private boolean has(String film, boolean overlay) {
    return answers.stream().anyMatch(a -> a.film().equals(film) && a.ofOverlay() == overlay);
  }

  /**
   * Keeps an answer.
   *
   * @throws RequestException if it is not that of the film that is next, or not what was asked
   */
  public void add(Answer answer) {
    answer.requireComplete(study.protocol());
    Optional<BlindCase> due = answer.ofOverlay() ? nextOverlay() : next();
    if (due.filter(film -> film.name().equals(answer.film())).isEmpty()) {
      throw new RequestException(
          "film",
          answer.film(),
          "an answer out of turn",
          due.map(film -> "one to " + film.name()).orElse("none, all are answered"));
    }
    Path file = study.answers(reader);
    byte[] line = (StudyJson.line(answer) + "\n").getBytes(StandardCharsets.UTF_8);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    } catch (IOException wrong) {
      throw Trouble.writing(file, wrong);
    }
    answers.add(answer);
  }
}
