package ai.chestnut.reading;

import java.util.ArrayList;
import java.util.List;

/**
 * An answer beside the film that it is about.
 *
 * @param of the showing
 */
record Reading(BlindCase of, Answer answer) {

  /** Every answer of every reader, readers by name, answers as they were given. */
  static List<Reading> all(ReaderStudy study) {
    List<Reading> readings = new ArrayList<>();
    for (String reader : study.readers()) {
      for (Answer answer : AnswerBook.open(study, reader).answers()) {
        readings.add(new Reading(study.known(answer.film()), answer));
      }
    }
    return readings;
  }

  String reader() {
    return answer.reader();
  }

  boolean synthetic() {
    return !of.real();
  }

  boolean calledReal() {
    return answer.real().orElse(false);
  }

  boolean right() {
    return calledReal() == of.real();
  }

  boolean repeat() {
    return of.repeatOf().isPresent();
  }
}
