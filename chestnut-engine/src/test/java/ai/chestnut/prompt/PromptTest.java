package ai.chestnut.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import ai.chestnut.vocabulary.Zone;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptTest {

  private static Prompt read(String text) {
    return new ReportReader().read(text);
  }

  @Provide
  Arbitrary<Prompt> prompts() {
    return Prompts.any();
  }

  @Property(tries = 500)
  void labelsAgreeWithObservationsAndFamilies(@ForAll("prompts") Prompt prompt) {
    Map<Finding, Integer> labels = prompt.closedLabels();

    assertThat(labels.keySet()).containsExactly(Finding.values());
    assertThat(labels).containsAllEntriesOf(prompt.labels());
    labels.forEach(
        (finding, value) ->
            assertThat(
                    value != 0
                        || !prompt.labels().containsKey(finding)
                        || mentions(prompt, finding))
                .as("%s has an entry only if it was mentioned", finding)
                .isTrue());
    assertThat(labels.values()).allMatch(v -> v >= -1 && v <= 1);
    for (Finding finding : Finding.values()) {
      finding
          .parent()
          .filter(parent -> Integer.valueOf(1).equals(labels.get(finding)))
          .ifPresent(parent -> assertThat(labels.get(parent)).isEqualTo(1));
    }
    boolean anything =
        labels.entrySet().stream()
            .filter(e -> e.getKey() != Finding.NO_FINDING)
            .filter(e -> e.getKey() != Finding.SUPPORT_DEVICES)
            .anyMatch(e -> e.getValue() != 0);
    assertThat(labels.get(Finding.NO_FINDING)).isEqualTo(anything ? 0 : 1);
  }

  private static boolean mentions(Prompt prompt, Finding finding) {
    return prompt.observations().stream().anyMatch(o -> o.finding() == finding);
  }

  @Test
  void aForeignWordIsUnknownAsAWhole() {
    assertThat(read("Cardiomegaly, Größe zxqv.").unknown()).containsExactly("größe", "zxqv");
  }

  @Test
  void labelsAreThreeValued() {
    Map<Finding, Integer> labels =
        read("Left nodule. Possible viral pneumonia. No effusion. Pacemaker.").labels();

    assertThat(labels)
        .containsEntry(Finding.NODULE, 1)
        .containsEntry(Finding.LUNG_LESION, 1)
        .containsEntry(Finding.VIRAL_PNEUMONIA, -1)
        .containsEntry(Finding.PNEUMONIA, -1)
        .containsEntry(Finding.PLEURAL_EFFUSION, 0)
        .containsEntry(Finding.SUPPORT_DEVICES, 1)
        .doesNotContainKeys(Finding.NO_FINDING, Finding.HERNIA);
    assertThat(read("PA chest radiograph of a woman.").labels())
        .containsExactly(Map.entry(Finding.NO_FINDING, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "Pneumonia. Possible pneumonia in the left base., 1",
    "Possible left pneumonia. No right pneumonia., -1",
    "No right pneumonia. Left pneumonia., 1",
    "No nodule. Lung lesion., 0"
  })
  void theSurestStatementMakesTheLabel(String text, int label) {
    Finding finding = text.contains("nodule") ? Finding.NODULE : Finding.PNEUMONIA;
    assertThat(read(text).labels()).containsEntry(finding, label);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PA chest radiograph.",
        "a man",
        "60-year-old",
        "Normal chest.",
        "No acute abnormality.",
        "chest x-ray",
        "The heart is there",
        "Small left effusion. Large right effusion.",
        "No left effusion. Right effusion.",
        "No large effusion. Small effusion.",
        "Effusion. No left effusion.",
        "Consolidation in the left base. No apical consolidation.",
        "Possible pneumonia. No pneumonia.",
        "Normal chest radiograph with a pacemaker.",
        "Normal chest radiograph except for a nodule.",
        "Otherwise normal chest radiograph. Nodule.",
        "Normal chest. No effusion.",
        "No nodule. Lung lesion.",
        "Small left upper zone nodule. Large left lower zone nodule.",
        "Small effusion. Large left effusion."
      })
  void acceptsWhatCanBe(String text) {
    assertThatCode(() -> read(text).requireUsable()).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | prompt: got nothing",
        "'  ' | prompt: got nothing",
        "zebra giraffe | \"zebra giraffe\", of which nothing is understood",
        "the of and | nothing is understood",
        "Left cardiomegaly. | side of Cardiomegaly (prompt): got left, expected none",
        "Apical cardiomegaly. | zone of Cardiomegaly (prompt): got apical, expected none",
        "Upper zone effusion. | zone of Pleural Effusion (prompt): got upper, expected lower or",
        "Perihilar pneumothorax. | zone of Pneumothorax (prompt): got perihilar",
        "Pneumothorax. No pneumothorax. | \"pneumothorax\" and \"no pneumothorax\"",
        "No effusion. Left effusion. | \"no pleural effusion\" and \"left pleural effusion\"",
        "No left effusion. Bilateral effusions. | \"no left pleural effusion\" and",
        "No bilateral effusions. Left effusion. | \"left pleural effusion\"",
        "No lung lesion. Left nodule. | \"no lung lesion\" and \"left lung nodule\"",
        "No apical nodule. Apical nodule. | \"no apical lung nodule\"",
        "No large effusion. Large left effusion. | \"no large pleural effusion\"",
        "Small left effusion. Large left effusion. | severity of Pleural Effusion (prompt)",
        "Small effusion. Possible large effusion. | \"possible large pleural effusion\"",
        "Small bilateral effusions. Large left effusion. | one severity at a side",
        "Normal chest radiograph. Pneumonia. | No Finding (prompt): got beside \"pneumonia\"",
        "No findings. Large nodule. | No Finding (prompt)"
      })
  void refusesWhatCannotBe(String text, String message) {
    assertThatThrownBy(() -> read(text).requireUsable())
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(message);
  }

  @Test
  void agesEndAt120() {
    assertThatThrownBy(() -> read("a 121-year-old man"))
        .isInstanceOf(RequestException.class)
        .hasMessage("age (prompt): got 121 years, expected 0 to 120 years");
    assertThatThrownBy(
            () -> Prompt.of(Optional.empty(), Optional.empty(), OptionalInt.of(-1), List.of()))
        .isInstanceOf(RequestException.class);
  }

  @Test
  void partsMakeTheText() {
    Prompt prompt =
        Prompt.of(
            Optional.of(View.PA),
            Optional.of(Sex.MALE),
            OptionalInt.of(60),
            FindingList.parse("pleural effusion:left:small; cardiomegaly"));

    assertThat(prompt.text())
        .isEqualTo(
            "PA chest radiograph of a 60-year-old man. Cardiomegaly. Small left pleural effusion.");
    assertThat(prompt.unknown()).isEmpty();
  }

  @Test
  void noFindingIsNoObservation() {
    assertThatThrownBy(() -> Observation.present(Finding.NO_FINDING))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(
            Observation.present(Finding.NODULE)
                .withZones(List.of(Zone.LOWER, Zone.APICAL, Zone.LOWER))
                .zones())
        .containsExactly(Zone.APICAL, Zone.LOWER);
  }
}
