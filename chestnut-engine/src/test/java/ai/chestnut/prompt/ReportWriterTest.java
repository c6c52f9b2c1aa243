package ai.chestnut.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportWriterTest {

  private final ReportWriter writer = new ReportWriter();

  private static Prompt prompt(String findings) {
    return Prompt.of(
        Optional.empty(), Optional.empty(), OptionalInt.empty(), FindingList.parse(findings));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no finding | No acute cardiopulmonary abnormality.",
        "pneumothorax:no | No pneumothorax. No acute cardiopulmonary abnormality.",
        "pacemaker | Support devices. No acute cardiopulmonary abnormality.",
        "pneumonia:possible | Possible pneumonia.",
        "effusion:bilateral:large | Large bilateral pleural effusions.",
        "edema:large | Severe pulmonary edema.",
        "edema:mild | Mild pulmonary edema.",
        "nodule:moderate:right:upper | Moderate right upper zone lung nodule.",
        "opacity:upper:apical:perihilar | Apical, perihilar and upper zone lung opacity.",
        "opacity:peripheral | Peripheral lung opacity.",
        "no finding; nodule:absent:left | No left lung nodule. No acute cardiopulmonary abnormality.",
        "effusion:possible; nodule; cardiomegaly:no | Lung nodule. Possible pleural effusion."
            + " No cardiomegaly.",
        "nodule:right; nodule:left; nodule:left:apical | Left lung nodule. Left apical lung nodule."
            + " Right lung nodule."
      })
  void canonicalWordingIsFixed(String findings, String wording) {
    assertThat(prompt(findings).text()).isEqualTo("Chest radiograph. " + wording);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PA | M | 60 | PA chest radiograph of a 60-year-old man.",
        "AP | F | 80 | AP chest radiograph of an 80-year-old woman.",
        " | F | 11 | Chest radiograph of an 11-year-old girl.",
        " | M | 17 | Chest radiograph of a 17-year-old boy.",
        " | M | 18 | Chest radiograph of an 18-year-old man.",
        " | M | 8 | Chest radiograph of an 8-year-old boy.",
        " | | 110 | Chest radiograph of a 110-year-old patient.",
        "PA | M | | PA chest radiograph of a man.",
        "AP | | | AP chest radiograph."
      })
  void canonicalOpeningSaysViewAgeAndSex(View view, String sex, Integer age, String opening) {
    Prompt prompt =
        Prompt.of(
            Optional.ofNullable(view),
            Optional.ofNullable(sex).flatMap(Sex::named),
            age == null ? OptionalInt.empty() : OptionalInt.of(age),
            List.of());

    assertThat(prompt.text()).isEqualTo(opening + " No acute cardiopulmonary abnormality.");
  }

  @Test
  void proseVariesWithTheStreamAlone() {
    Prompt prompt = prompt("effusion:left:small; cardiomegaly; pneumothorax:no; edema:possible");
    Set<String> wordings = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      String first = writer.write(prompt, RandomStream.of(7, i, "report"));
      wordings.add(first);
      assertThat(writer.write(prompt, RandomStream.of(7, i, "report"))).isEqualTo(first);
      assertThat(first).matches("[A-Z].*\\.").doesNotContain("  ").doesNotContain(" .");
    }
    assertThat(wordings).hasSizeGreaterThan(150);
  }

  @Test
  void proseJoinsAndSplitsSentences() {
    Prompt prompt = prompt("cardiomegaly; effusion:left; pneumothorax:no; consolidation:no");
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      all.add(writer.write(prompt, RandomStream.of(1, i, "report")));
    }

    assertThat(all).anyMatch(s -> s.matches(".*(megaly|largement) and a left .*"));
    assertThat(all).anyMatch(s -> s.matches(".*[Nn]o .*pneumothorax or .*consolidation.*"));
    assertThat(all).anyMatch(s -> s.contains("There is no evidence of pneumothorax."));
    assertThat(all).anyMatch(s -> s.contains("on the left"));
    assertThat(all).anyMatch(s -> s.startsWith("Chest radiograph."));
    assertThat(all).noneMatch(s -> s.contains("a cardiomegaly") || s.contains("a pleural fluid"));
  }

  @Test
  void pluralsAgree() {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      RandomStream random = RandomStream.of(2, i, "report");
      all.add(writer.write(prompt("nodule:bilateral:upper"), random));
    }

    assertThat(all).anyMatch(s -> s.contains("There are "));
    assertThat(all).anyMatch(s -> s.contains("in both upper zones"));
    assertThat(all).noneMatch(s -> s.contains("There is ") || s.contains("nodules is"));
    assertThat(all).noneMatch(s -> s.matches(".*nodule( |\\.).*"));
  }
}
