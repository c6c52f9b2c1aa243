package ai.chestnut.reading;

import ai.chestnut.evaluation.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Counts the answers of a study. Repeats count for the agreement of a reader with himself alone.
 */
final class ReportCounting {

  private final ReaderStudy study;
  private final List<Reading> first; // first showings, without the overlay round
  private final List<Reading> again; // second showings
  private final List<Reading> overlays;

  ReportCounting(ReaderStudy study) {
    this.study = study;
    List<Reading> all = Reading.all(study);
    this.overlays = all.stream().filter(r -> r.answer().ofOverlay()).toList();
    List<Reading> films = all.stream().filter(r -> !r.answer().ofOverlay()).toList();
    this.first = films.stream().filter(r -> !r.repeat()).toList();
    this.again = films.stream().filter(Reading::repeat).toList();
  }

  ReaderReport report() {
    Protocol protocol = study.protocol();
    return new ReaderReport(
        protocol,
        study.hash(),
        protocol.arms().stream().map(this::arm).toList(),
        study.readers().stream().map(this::reader).toList(),
        told("all", first),
        protocol.systems().stream()
            .flatMap(system -> told(system, besideReal(system)).stream())
            .toList(),
        new AgreementCounting(protocol, study.readers(), first).agreement(),
        new PairCounting(protocol, first).comparisons());
  }

  private List<Reading> besideReal(String system) {
    return first.stream().filter(r -> r.of().real() || r.of().arm().equals(system)).toList();
  }

  private Optional<ReaderReport.Told> told(String name, List<Reading> readings) {
    return readings.isEmpty() || !study.protocol().asks(Question.AUTHENTIC)
        ? Optional.empty()
        : Optional.of(ReaderReport.Told.of(name, Figures.of(readings, name)));
  }

  private ReaderReport.Arm arm(String arm) {
    List<Reading> mine = first.stream().filter(r -> r.of().arm().equals(arm)).toList();
    List<Reading> drawn = overlays.stream().filter(r -> r.of().arm().equals(arm)).toList();
    return new ReaderReport.Arm(
        arm,
        mine.size(),
        study.protocol().asks(Question.AUTHENTIC)
            ? share(mine.stream().map(Reading::calledReal).toList())
            : Optional.empty(),
        rating(mine, Question.ANATOMY, r -> r.answer().anatomy().stream().boxed().toList(), arm),
        rating(
            mine, Question.PATHOLOGY, r -> r.answer().pathology().stream().boxed().toList(), arm),
        rating(drawn, Question.OVERLAY, r -> r.answer().overlay().stream().boxed().toList(), arm),
        share(findingAnswers(mine, true)),
        share(findingAnswers(mine, false)),
        reasons(mine));
  }

  private static Optional<Interval> share(List<Boolean> answers) {
    return answers.isEmpty()
        ? Optional.empty()
        : Optional.of(Interval.wilson(answers.stream().filter(yes -> yes).count(), answers.size()));
  }

  private Optional<Interval> rating(
      List<Reading> readings,
      Question question,
      Function<Reading, List<Integer>> rating,
      String arm) {
    List<Reading> rated = readings.stream().filter(r -> !rating.apply(r).isEmpty()).toList();
    return Figures.mean(rated, r -> rating.apply(r).get(0), question.word() + "/" + arm);
  }

  /** Whether "yes" was said, on films that show the finding, or that do not. */
  private static List<Boolean> findingAnswers(List<Reading> readings, boolean shown) {
    return readings.stream()
        .filter(r -> r.of().shows().filter(shows -> shows == shown).isPresent())
        .flatMap(r -> r.answer().finding().stream())
        .map("yes"::equals)
        .toList();
  }

  private static Map<String, Integer> reasons(List<Reading> readings) {
    Map<String, Integer> counts = new TreeMap<>();
    readings.stream()
        .filter(r -> !r.calledReal())
        .flatMap(r -> r.answer().reasons().stream())
        .forEach(reason -> counts.merge(reason, 1, Integer::sum));
    return counts;
  }

  private ReaderReport.Reader reader(String reader) {
    List<Reading> mine = of(reader, first);
    List<Reading> second = of(reader, again);
    List<boolean[]> twice = new ArrayList<>();
    for (Reading repeat : second) {
      mine.stream()
          .filter(r -> r.of().name().equals(repeat.of().film()))
          .forEach(r -> twice.add(new boolean[] {r.calledReal(), repeat.calledReal()}));
    }
    boolean told = study.protocol().asks(Question.AUTHENTIC);
    return new ReaderReport.Reader(
        reader,
        mine.size() + second.size(),
        study.cases().size(),
        medianSeconds(mine),
        told(reader, mine),
        twice.size(),
        told ? share(twice.stream().map(t -> t[0] == t[1]).toList()) : Optional.empty(),
        told ? AgreementCounting.cohen(twice) : Optional.empty());
  }

  private static List<Reading> of(String reader, List<Reading> readings) {
    return readings.stream().filter(r -> r.reader().equals(reader)).toList();
  }

  private static double medianSeconds(List<Reading> readings) {
    double[] seconds = readings.stream().mapToDouble(r -> r.answer().millis() / 1000.0).toArray();
    Arrays.sort(seconds);
    int middle = seconds.length / 2;
    return seconds.length == 0
        ? 0
        : seconds.length % 2 == 1 ? seconds[middle] : (seconds[middle - 1] + seconds[middle]) / 2;
  }
}
