package ai.chestnut.reading;

import ai.chestnut.reading.statistics.Kappa;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/** How far readers agree, on the films that all of them answered. */
final class AgreementCounting {

  private static final int SCALE = 5;

  private final Protocol protocol;
  private final List<String> readers;
  private final Map<String, Map<String, Reading>> byFilm = new TreeMap<>();

  /**
   * @param first one reading per reader and film
   */
  AgreementCounting(Protocol protocol, List<String> readers, List<Reading> first) {
    this.protocol = protocol;
    this.readers = readers;
    first.forEach(
        r -> byFilm.computeIfAbsent(r.of().name(), key -> new TreeMap<>()).put(r.reader(), r));
    byFilm.values().removeIf(answers -> answers.size() < readers.size());
  }

  ReaderReport.Agreement agreement() {
    List<ReaderReport.Pair> pairs = new ArrayList<>();
    for (int i = 0; i < readers.size(); i++) {
      for (int j = i + 1; j < readers.size(); j++) {
        pairs.add(pair(readers.get(i), readers.get(j)));
      }
    }
    return new ReaderReport.Agreement(byFilm.size(), fleiss(), pairs);
  }

  private Optional<Double> fleiss() {
    if (byFilm.isEmpty() || readers.size() < 2 || !protocol.asks(Question.AUTHENTIC)) {
      return Optional.empty();
    }
    int[][] counts =
        byFilm.values().stream()
            .map(
                answers -> {
                  int real = (int) answers.values().stream().filter(Reading::calledReal).count();
                  return new int[] {real, answers.size() - real};
                })
            .toArray(int[][]::new);
    return defined(Kappa.fleiss(counts));
  }

  private ReaderReport.Pair pair(String one, String other) {
    List<boolean[]> calls = new ArrayList<>();
    for (Map<String, Reading> answers : byFilm.values()) {
      Reading mine = answers.get(one);
      Reading yours = answers.get(other);
      if (mine != null && yours != null) {
        calls.add(new boolean[] {mine.calledReal(), yours.calledReal()});
      }
    }
    return new ReaderReport.Pair(
        one,
        other,
        protocol.asks(Question.AUTHENTIC) ? cohen(calls) : Optional.empty(),
        weighted(one, other, Answer::anatomy),
        weighted(one, other, Answer::pathology));
  }

  /** Cohen's κ of two calls of the same films; absent where it is not defined. */
  static Optional<Double> cohen(List<boolean[]> calls) {
    double[][] table = new double[2][2];
    calls.forEach(call -> table[call[0] ? 1 : 0][call[1] ? 1 : 0]++);
    return calls.isEmpty() ? Optional.empty() : defined(Kappa.cohen(table));
  }

  private Optional<Double> weighted(
      String one, String other, Function<Answer, OptionalInt> rating) {
    double[][] table = new double[SCALE][SCALE];
    boolean any = false;
    for (Map<String, Reading> answers : byFilm.values()) {
      Reading mine = answers.get(one);
      Reading yours = answers.get(other);
      if (mine != null && yours != null) {
        OptionalInt here = rating.apply(mine.answer());
        OptionalInt there = rating.apply(yours.answer());
        if (here.isPresent() && there.isPresent()) {
          table[here.getAsInt() - 1][there.getAsInt() - 1]++;
          any = true;
        }
      }
    }
    return any ? defined(Kappa.weighted(table, Kappa.quadratic(SCALE))) : Optional.empty();
  }

  private static Optional<Double> defined(double value) {
    return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
  }
}
