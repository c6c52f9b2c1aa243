package ai.chestnut.reading;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.evaluation.Interval;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.vocabulary.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReaderStudyTest {

  @TempDir private Path folder;

  private static final Map<String, FilmSet> SETS =
      Map.of(
          "real", new GreyFilms("films", 600),
          "one", new GreyFilms("one", 400),
          "two", new GreyFilms("two", 400));

  private static Protocol protocol(int perArm, List<Question> questions) {
    return new Protocol(
        Protocol.FORMAT,
        "Test",
        11,
        List.of("real", "one", "two"),
        perArm,
        0.25,
        32,
        questions,
        Optional.of(Finding.PLEURAL_EFFUSION));
  }

  private ReaderStudy study(int perArm, Question... questions) {
    return StudyCreation.create(
        protocol(perArm, List.of(questions)), SETS, folder.resolve("study"));
  }

  @Test
  void armsAreBalancedAndSystemsStandBesideEachOther() {
    ReaderStudy study = study(12, Question.AUTHENTIC);
    List<BlindCase> first =
        study.cases().stream().filter(film -> film.repeatOf().isEmpty()).toList();
    Map<String, Long> places =
        first.stream()
            .collect(Collectors.groupingBy(f -> f.arm() + f.stratum(), Collectors.counting()));
    assertThat(places).hasSize(6).values().as("arm and stratum").containsOnly(6L);
    Map<Integer, List<BlindCase>> pairs =
        first.stream().collect(Collectors.groupingBy(BlindCase::pair));
    assertThat(pairs.values()).hasSize(12).allSatisfy(pair -> assertThat(pair).hasSize(3));
    for (List<BlindCase> pair : pairs.values()) {
      Map<String, String> sources =
          pair.stream().collect(Collectors.toMap(BlindCase::arm, BlindCase::source));
      assertThat(sources.getOrDefault("two", "").replace("two", "one"))
          .as("the same prompt")
          .isEqualTo(sources.get("one"));
    }
    assertThat(study.cases()).as("a quarter of every arm again").hasSize(36 + 9);
  }

  @Test
  void namesAndFilesTellNothing() throws IOException {
    ReaderStudy study = study(8, Question.AUTHENTIC);
    assertThat(study.cases()).extracting(BlindCase::name).doesNotHaveDuplicates();
    assertThat(study.cases()).allSatisfy(f -> assertThat(f.name()).matches("f[0-9a-f]{8}"));
    List<String> sorted = study.cases().stream().map(BlindCase::name).sorted().toList();
    assertThat(sorted).isNotEqualTo(study.cases().stream().map(BlindCase::name).toList());
    HashSet<String> kinds = new HashSet<>();
    for (BlindCase film : study.cases()) {
      Path file = study.film(film.name());
      assertThat(RadiographFiles.readText(file)).isEmpty();
      Radiograph read = RadiographFiles.read(file);
      kinds.add(read.width() + " " + read.height() + " " + read.bitDepth());
      assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
          .doesNotContain("ynthetic", "tEXt", "iTXt", "tIME");
    }
    assertThat(kinds).containsOnly("32 32 8");
  }

  @Test
  void everyReaderHasAnOrderOfTheirOwnAndRepeatsComeLater() {
    ReaderStudy study = study(20, Question.AUTHENTIC);
    List<BlindCase> ann = study.order("ann");
    assertThat(study.order("ann")).isEqualTo(ann);
    assertThat(study.order("bob")).isNotEqualTo(ann).containsExactlyInAnyOrderElementsOf(ann);
    assertThat(ann).containsExactlyInAnyOrderElementsOf(study.cases());
    List<String> names = ann.stream().map(BlindCase::name).toList();
    for (BlindCase film : ann) {
      film.repeatOf()
          .ifPresent(
              original ->
                  assertThat(names.indexOf(film.name())).isGreaterThan(names.indexOf(original)));
    }
  }

  @Test
  void sameProtocolSameStudy() {
    Protocol protocol = protocol(6, List.of(Question.AUTHENTIC));
    ReaderStudy one = StudyCreation.create(protocol, SETS, folder.resolve("a"));
    ReaderStudy two = StudyCreation.create(protocol, SETS, folder.resolve("b"));
    assertThat(two.cases()).isEqualTo(one.cases());
    assertThat(two.hash()).isEqualTo(one.hash());
  }

  @Test
  void aChangedProtocolIsNoticed() throws IOException {
    Path file = study(4, Question.AUTHENTIC).folder().resolve("protocol.json");
    Files.writeString(file, Files.readString(file).replace("\"Test\"", "\"Text\""));
    assertThatThrownBy(() -> ReaderStudy.open(folder.resolve("study")))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("another checksum");
  }

  @Test
  void answersComeInOrderOnceAndSurviveACrash() throws IOException {
    ReaderStudy study = study(3, Question.AUTHENTIC);
    new SimulatedReader("ann", 1, 0).read(study);
    Path file = study.answers("ann");
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(study.cases().size());
    String half = String.join("\n", lines.subList(0, 4)) + "\n" + lines.get(4).substring(0, 30);
    Files.writeString(file, half, StandardOpenOption.TRUNCATE_EXISTING);
    AnswerBook book = AnswerBook.open(study, "ann");
    assertThat(book.answers()).hasSize(4);
    assertThat(book.next().map(BlindCase::name)).contains(study.order("ann").get(4).name());
    Answer old = book.answers().get(0);
    assertThatThrownBy(() -> book.add(old))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("out of turn");
    new SimulatedReader("ann", 1, 0).read(study);
    assertThat(AnswerBook.open(study, "ann").next()).isEmpty();
  }

  @Test
  void whatIsNotAskedIsNotAnswered() {
    ReaderStudy study = study(3, Question.ANATOMY);
    AnswerBook book = AnswerBook.open(study, "ann");
    BlindCase due = book.next().orElseThrow();
    SimulatedReader reader = new SimulatedReader("ann", 1, 0);
    Answer wrong =
        new Answer(
            study.hash(),
            "ann",
            due.name(),
            0,
            Optional.of(true),
            OptionalInt.of(3),
            OptionalInt.of(3),
            OptionalInt.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            List.of(),
            "",
            1);
    assertThatThrownBy(() -> book.add(wrong)).hasMessageContaining("authentic");
    reader.read(study);
    assertThatThrownBy(() -> study.order("../etc/passwd")).hasMessageContaining("reader");
    assertThatThrownBy(() -> study.film("../key")).hasMessageContaining("no such film");
  }

  @Test
  void aSimulatedReadersSensitivityIsRecovered() {
    ReaderStudy study = study(150, Question.AUTHENTIC, Question.ANATOMY, Question.PATHOLOGY);
    new SimulatedReader("ann", 1.5, 0).read(study);
    new SimulatedReader("bob", 1.5, 0.4).read(study);
    ReaderReport report = ReaderReport.of(study);
    Interval dPrime = report.pooled().orElseThrow().dPrime().orElseThrow();
    assertThat(dPrime.value()).isCloseTo(1.5, within(0.2));
    assertThat(dPrime.holds(1.5)).isTrue();
    Interval area = report.pooled().orElseThrow().auc().orElseThrow();
    // two observers of one sensitivity but other thresholds: Φ(1.5/√2) = 0.856, less what the
    // thresholds' difference costs when their answers are thrown together
    assertThat(area.value()).isBetween(0.80, 0.87);
    Map<String, ReaderReport.Reader> readers =
        report.readers().stream()
            .collect(Collectors.toMap(ReaderReport.Reader::name, Function.identity()));
    ReaderReport.Told ann = requireNonNull(readers.get("ann")).told().orElseThrow();
    assertThat(ann.auc().orElseThrow().holds(0.856)).isTrue();
    assertThat(ann.criterion().orElseThrow()).isCloseTo(0, within(0.15));
    assertThat(requireNonNull(readers.get("bob")).told().orElseThrow().criterion().orElseThrow())
        .as("c is the distance of the threshold from the middle")
        .isCloseTo(0.4, within(0.22)); // three standard errors of 150 and 300 answers
    assertThat(ann.pValue()).isLessThan(1e-6);
    assertThat(report.comparisons())
        .filteredOn(c -> c.first().equals("one"))
        .allSatisfy(c -> assertThat(c.pValue()).as("equal systems").isGreaterThan(0.01));
    assertThat(report.comparisons())
        .filteredOn(c -> c.first().equals("real"))
        .allSatisfy(c -> assertThat(c.pValue()).isLessThan(1e-4));
  }

  @Test
  void theReportIsWritten() throws IOException {
    ReaderStudy study =
        study(
            10,
            Question.AUTHENTIC,
            Question.ANATOMY,
            Question.PATHOLOGY,
            Question.FINDING,
            Question.OVERLAY);
    List.of("ann", "bob", "cem").forEach(name -> new SimulatedReader(name, 1, 0).read(study));
    Path out = folder.resolve("report");
    ReaderReport report = ReportFiles.write(study, out);
    assertThat(report.agreement().pairs()).hasSize(3);
    assertThat(report.agreement().films()).isEqualTo(30);
    ReaderReport.Arm real = report.arms().get(0);
    assertThat(real.findingSeen().orElseThrow().value()).isEqualTo(1);
    assertThat(real.overlay()).as("no masks of real films").isEmpty();
    String page = Files.readString(out.resolve("report.html"));
    assertThat(page)
        .contains("Synthetic. Not for diagnosis.", "<svg", "Called authentic", "Fleiss")
        .doesNotContain("NaN", "Optional", "http");
    List<String> rows = Files.readAllLines(out.resolve("study.imrmc"));
    assertThat(rows).contains("N0: 10", "N1: 20", "NR: 3", "NM: 2", "BEGIN DATA:");
    List<String> data = rows.subList(rows.indexOf("BEGIN DATA:") + 1, rows.size());
    assertThat(data)
        .hasSize(30 + 3 * (10 * 2 + 20))
        .allMatch(row -> row.matches("-?\\d+(,-?\\d+){3}"));
    assertThat(Files.readAllLines(out.resolve("answers.csv"))).hasSize(1 + 3 * (30 + 9 + 20));
    assertThat(ReportFiles.page(ReaderReport.of(study))).isEqualTo(page);
  }
}
