package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Numbers of films by measure, subject and source, to be averaged or ranked. */
final class Marks {

  private static final String ALL = "all";

  private record Key(String measure, String subject) {}

  private record Mark(String patient, String source, double value, boolean truth) {}

  private final String expert;
  private final Map<String, Map<String, List<Mark>>> means = new TreeMap<>();
  private final Map<String, Map<String, List<Mark>>> ranks = new TreeMap<>();

  Marks(String expert) {
    this.expert = expert;
  }

  /** A number whose mean counts. */
  void mean(String measure, String subject, String patient, String source, double value) {
    put(means, measure, subject, new Mark(patient, source, value, false));
  }

  /** A score that should be higher where the truth is. */
  void rank(
      String measure, String subject, String patient, String source, double score, boolean truth) {
    put(ranks, measure, subject, new Mark(patient, source, score, truth));
  }

  private static void put(
      Map<String, Map<String, List<Mark>>> into, String measure, String subject, Mark mark) {
    into.computeIfAbsent(measure, key -> new TreeMap<>())
        .computeIfAbsent(subject, key -> new ArrayList<>())
        .add(mark);
  }

  List<ExpertFigure> figures() {
    List<ExpertFigure> figures = new ArrayList<>();
    each(means, (key, source, marks) -> figures.add(meanOf(key, source, marks)));
    each(ranks, (key, source, marks) -> rankOf(key, source, marks).ifPresent(figures::add));
    return figures;
  }

  private interface Use {
    void of(Key key, String source, List<Mark> marks);
  }

  private static void each(Map<String, Map<String, List<Mark>>> kept, Use use) {
    kept.forEach(
        (measure, subjects) ->
            subjects.forEach(
                (subject, marks) -> {
                  Key key = new Key(measure, subject);
                  List<String> sources = marks.stream().map(Mark::source).distinct().toList();
                  use.of(key, ALL, marks);
                  if (sources.size() > 1) {
                    for (String source : sources.stream().sorted().toList()) {
                      use.of(
                          key,
                          source,
                          marks.stream().filter(mark -> mark.source().equals(source)).toList());
                    }
                  }
                }));
  }

  private ExpertFigure meanOf(Key key, String source, List<Mark> marks) {
    double[] values = marks.stream().mapToDouble(Mark::value).toArray();
    Interval interval =
        Bootstrap.of(key.measure() + "/" + key.subject() + "/" + source)
            .percentile(
                SampleUnits.patients(marks.stream().map(Mark::patient).toList()),
                films -> Bootstrap.mean(values, films));
    return new ExpertFigure(expert, key.measure(), key.subject(), source, values.length, interval);
  }

  /** Over all sources only pairs of one source count: telling sources apart earns nothing. */
  private Optional<ExpertFigure> rankOf(Key key, String source, List<Mark> marks) {
    boolean[] truth = new boolean[marks.size()];
    int[] strata = new int[marks.size()];
    List<String> sources = marks.stream().map(Mark::source).distinct().toList();
    for (int i = 0; i < truth.length; i++) {
      truth[i] = marks.get(i).truth();
      strata[i] = sources.indexOf(marks.get(i).source());
    }
    BinaryScores scores = BinaryScores.of(marks.stream().mapToDouble(Mark::value).toArray(), truth);
    if (Double.isNaN(scores.aurocWithin(strata, scores.all()))) {
      return Optional.empty(); // all positive, or all negative
    }
    try {
      Interval interval =
          Bootstrap.of(key.measure() + "/" + key.subject() + "/" + source)
              .percentile(
                  SampleUnits.patients(marks.stream().map(Mark::patient).toList()),
                  films -> scores.aurocWithin(strata, films));
      return Optional.of(
          new ExpertFigure(expert, key.measure(), key.subject(), source, truth.length, interval));
    } catch (RequestException tooFew) {
      return Optional.empty();
    }
  }
}
