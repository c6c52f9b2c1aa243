package ai.chestnut.reading;

import ai.chestnut.reading.statistics.SignedRank;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;

/** Ratings of two arms, on films that stand beside each other and from the same reader. */
final class PairCounting {

  private final Protocol protocol;
  private final List<Reading> first;

  PairCounting(Protocol protocol, List<Reading> first) {
    this.protocol = protocol;
    this.first = first;
  }

  List<ReaderReport.Comparison> comparisons() {
    List<ReaderReport.Comparison> all = new ArrayList<>();
    if (protocol.asks(Question.ANATOMY)) {
      compare(Question.ANATOMY, Answer::anatomy, all);
    }
    if (protocol.asks(Question.PATHOLOGY)) {
      compare(Question.PATHOLOGY, Answer::pathology, all);
    }
    return all;
  }

  private void compare(
      Question question, Function<Answer, OptionalInt> rating, List<ReaderReport.Comparison> into) {
    List<String> arms = protocol.arms();
    for (int i = 0; i < arms.size(); i++) {
      for (int j = i + 1; j < arms.size(); j++) {
        double[] differences = differences(arms.get(i), arms.get(j), rating);
        if (differences.length > 0) {
          into.add(
              new ReaderReport.Comparison(
                  question.word(),
                  arms.get(i),
                  arms.get(j),
                  differences.length,
                  Arrays.stream(differences).average().orElseThrow(),
                  SignedRank.of(differences).pValue()));
        }
      }
    }
  }

  private double[] differences(String one, String other, Function<Answer, OptionalInt> rating) {
    Map<String, Integer> ratings = new HashMap<>();
    for (Reading r : first) {
      if (r.of().arm().equals(one)) {
        rating.apply(r.answer()).ifPresent(value -> ratings.put(place(r), value));
      }
    }
    return first.stream()
        .filter(r -> r.of().arm().equals(other) && ratings.containsKey(place(r)))
        .filter(r -> rating.apply(r.answer()).isPresent())
        .mapToDouble(r -> rating.apply(r.answer()).getAsInt() - ratings.getOrDefault(place(r), 0))
        .toArray();
  }

  private static String place(Reading reading) {
    return reading.reader() + " " + reading.of().pair();
  }
}
