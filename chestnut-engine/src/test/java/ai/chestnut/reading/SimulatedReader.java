package ai.chestnut.reading;

import ai.chestnut.random.RandomStream;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * An observer of known sensitivity: sees a normal variate, centred at 0 for real films and at d′
 * for synthetic ones, and answers by fixed thresholds.
 *
 * @param dPrime by arm: the first for every system
 */
record SimulatedReader(String name, double dPrime, double bias) {

  /** Answers all that is due. */
  void read(ReaderStudy study) {
    AnswerBook book = AnswerBook.open(study, name);
    RandomStream noise = RandomStream.of(5, name.hashCode(), "simulated reader");
    for (Optional<BlindCase> due = book.next(); due.isPresent(); due = book.next()) {
      book.add(answer(study, due.get(), book.answers().size(), noise));
    }
    for (Optional<BlindCase> due = book.nextOverlay(); due.isPresent(); due = book.nextOverlay()) {
      book.add(overlay(study, due.get(), book.answers().size()));
    }
  }

  private Answer answer(ReaderStudy study, BlindCase film, int position, RandomStream noise) {
    double seen = noise.nextGaussian() + (film.real() ? 0 : dPrime);
    double beyond = seen - dPrime / 2 - bias;
    int confidence = (int) Math.min(5, 1 + Math.floor(2.5 * Math.abs(beyond)));
    int rating = (int) Math.max(1, Math.min(5, Math.round(4 - seen)));
    Protocol asked = study.protocol();
    return new Answer(
        study.hash(),
        name,
        film.name(),
        position,
        asked.asks(Question.AUTHENTIC) ? Optional.of(beyond < 0) : Optional.empty(),
        asked.asks(Question.AUTHENTIC) ? OptionalInt.of(confidence) : OptionalInt.empty(),
        asked.asks(Question.ANATOMY) ? OptionalInt.of(rating) : OptionalInt.empty(),
        asked.asks(Question.PATHOLOGY) ? OptionalInt.of(rating) : OptionalInt.empty(),
        asked.asks(Question.FINDING)
            ? Optional.of(film.shows().orElse(false) ? "yes" : "no")
            : Optional.empty(),
        OptionalInt.empty(),
        beyond < 0 ? List.of() : List.of("texture"),
        "",
        1000 + position);
  }

  private Answer overlay(ReaderStudy study, BlindCase film, int position) {
    return new Answer(
        study.hash(),
        name,
        film.name(),
        position,
        Optional.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty(),
        OptionalInt.of(4),
        List.of(),
        "",
        500);
  }
}
