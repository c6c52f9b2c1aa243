package ai.chestnut.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {

  private static final double PRECISION = 0.99;
  private static final double RECALL = 0.99;

  /** What is still misread; a rule that mends one, or breaks another, changes this list. */
  private static final List<String> KNOWN_MISSES =
      List.of(
          "Left retrocardiac opacity, atelectasis versus pneumonia.",
          "The right costophrenic angle is sharp; the left is blunted.");

  private final ReportReader reader = new ReportReader();

  /** One line of reports.txt. */
  private record Sentence(String text, List<Observation> gold, List<String> unknown) {
    static Sentence of(String line) {
      String[] cells = line.split(" \\| ?");
      List<Observation> gold =
          cells[1].strip().equals("-") ? List.of() : FindingList.parse(cells[1]);
      return new Sentence(
          cells[0], gold, cells.length > 2 ? List.of(cells[2].strip().split(" ")) : List.of());
    }
  }

  private static List<Sentence> sentences() {
    return Resources.lines("reports.txt").stream().map(Sentence::of).toList();
  }

  @Test
  void readsWhatARadiologistWouldTake() {
    int hits = 0;
    int read = 0;
    int gold = 0;
    List<String> wrong = new ArrayList<>();
    for (Sentence sentence : sentences()) {
      List<Observation> found = reader.read(sentence.text()).observations();
      hits += (int) found.stream().filter(sentence.gold()::contains).count();
      read += found.size();
      gold += sentence.gold().size();
      if (!found.equals(sentence.gold())) {
        wrong.add(sentence.text());
      }
    }

    assertThat(sentences()).hasSizeGreaterThanOrEqualTo(150);
    assertThat(wrong).containsExactlyElementsOf(KNOWN_MISSES);
    // a hit agrees in finding, side, zones, severity and certainty
    assertThat((double) hits / read).as("precision").isGreaterThan(PRECISION);
    assertThat((double) hits / gold).as("recall").isGreaterThan(RECALL);
  }

  @Test
  void reportsWordsItDoesNotKnow() {
    for (Sentence sentence : sentences()) {
      assertThat(reader.read(sentence.text()).unknown())
          .as(sentence.text())
          .isEqualTo(sentence.unknown());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "PA chest radiograph, PA",
    "AP portable chest, AP",
    "Portable chest film, AP",
    "Posteroanterior view, PA",
    "antero-posterior view, AP",
    "supine film, AP",
    "chest film, ",
    "PA catheter in place, ",
    "AP window is clear, "
  })
  void readsTheView(String text, View view) {
    assertThat(reader.read(text).view()).isEqualTo(Optional.ofNullable(view));
  }

  @ParameterizedTest
  @CsvSource({
    "a 60-year-old man, M, 60",
    "80 year old female, F, 80",
    "72 yo M with cough, M, 72",
    "45F with fever, F, 45",
    "45 y/o woman, F, 45",
    "woman aged 33, F, 33",
    "gentleman in his 70s, M, 75",
    "she is in her 40's, F, 45",
    "6-month-old boy, M, 0",
    "18-month-old girl, F, 1",
    "newborn girl, F, 0",
    "a patient, , ",
    "man with effusion 3 years ago, M, ",
    "60–year–old lady, F, 60",
    "120-year-old man, M, 120"
  })
  void readsWhoThePatientIs(String text, String sex, Integer age) {
    Prompt prompt = reader.read(text);

    assertThat(prompt.sex()).isEqualTo(Optional.ofNullable(sex).flatMap(Sex::named));
    assertThat(prompt.ageYears())
        .isEqualTo(age == null ? OptionalInt.empty() : OptionalInt.of(age));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Left pleural effusion, no pneumothorax.",
        "LEFT PLEURAL EFFUSION\n\nNO PNEUMOTHORAX",
        "- left pleural effusion\n- no pneumothorax",
        "1) Left pleural\neffusion.\n2) No pneumothorax.",
        "INDICATION: nodule. FINDINGS: Left pleural effusion. IMPRESSION: No pneumothorax"
      })
  void layoutDoesNotMatter(String text) {
    assertThat(reader.read(text).observations())
        .isEqualTo(FindingList.parse("effusion:left; pneumothorax:no"));
  }

  @Test
  void keepsTheText() {
    assertThat(reader.read(" Nodule ").text()).isEqualTo(" Nodule ");
    assertThat(reader.read("").observations()).isEmpty();
  }
}
