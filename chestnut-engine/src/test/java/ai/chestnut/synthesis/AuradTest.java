package ai.chestnut.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Coverage;
import ai.chestnut.layout.Mask;
import ai.chestnut.models.Catalogue;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.AnatomySource;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class AuradTest {

  private static final StudyMakers MAKERS =
      new StudyMakers(Catalogue.standard(), Device.CPU, "test");

  @AfterAll
  static void close() {
    MAKERS.close();
  }

  private static GenerationRequest request(String words) {
    return GenerationRequest.of(words)
        .withMethod(Method.AURAD)
        .withModel(Catalogue.MU)
        .withSampling(Sampling.standard().withSteps(2))
        .withGiven(rules(1));
  }

  private static Given rules(double scale) {
    return Given.NOTHING.withLayout(
        AuradSettings.standard().withPlaces(AuradSettings.Places.RULES).withScale(scale));
  }

  private static StudyBundle study(GenerationRequest request) {
    return MAKERS.of(request).make(request, 0, Progress.SILENT);
  }

  @Test
  void theStudyCarriesTheMasksThatItWasMadeOf() {
    StudyBundle made = study(request("Left pneumonia and cardiomegaly."));
    assertThat(made.study().anatomySource()).isEqualTo(AnatomySource.GENERATED);
    assertThat(made.pathology().masks()).containsOnlyKeys(Finding.PNEUMONIA, Finding.CARDIOMEGALY);
    AnatomyMap anatomy = made.anatomy().orElseThrow();
    Mask heart = made.pathology().of(Finding.CARDIOMEGALY).orElseThrow();
    assertThat(heart.minus(anatomy.of(Anatomy.HEART)).area()).isLessThan(heart.area() / 4);
    assertThat(made.study().provenance().models())
        .extracting(model -> model.name())
        .contains("mu-anatomy-shape", "mu-layout-generator", "mu-control-branch");
  }

  @Test
  void theStudySaysHowTheFilmAgreesWithItsMasks() {
    Map<String, Double> agreement =
        study(request("Left pneumonia."))
            .study()
            .scores()
            .getOrDefault(LayoutAgreement.NAME, new java.util.TreeMap<>());
    assertThat(agreement).containsKeys("lungs-dice", "heart-dice", "pneumonia-iou");
    assertThat(agreement.values()).allMatch(value -> value >= 0 && value <= 1);
  }

  @Test
  void theSameRequestGivesTheSameBytes() {
    GenerationRequest request = request("Right pleural effusion.");
    assertThat(study(request).film()).isEqualTo(study(request).film());
    assertThat(study(request.withSeed(9)).film()).isNotEqualTo(study(request).film());
  }

  @Test
  void masksSteerTheFilmAndScaleZeroLeavesItToTheText() {
    GenerationRequest steered = request("Left pneumonia.");
    Radiograph free = study(steered.withGiven(rules(0))).film();
    assertThat(study(steered).film()).isNotEqualTo(free);
    Radiograph unplaced =
        study(
                steered.withGiven(
                    Given.NOTHING.withLayout(
                        AuradSettings.standard()
                            .withPlaces(AuradSettings.Places.NONE)
                            .withScale(0))))
            .film();
    assertThat(unplaced).as("without the branch, masks change nothing").isEqualTo(free);
  }

  @Test
  void aNormalPromptHasNoMasks() {
    GenerationRequest normal = request("Normal chest radiograph.").withGiven(Given.NOTHING);
    assertThat(study(normal).pathology().masks()).isEmpty();
  }

  @Test
  void whatIsGivenIsTaken() {
    GenerationRequest plain = request("Left pneumonia.");
    AnatomyMap other = study(plain.withSeed(5)).anatomy().orElseThrow();
    Mask spot = Mask.where(32, 32, i -> i % 32 > 20 && i / 32 < 8);
    StudyBundle made =
        study(
            plain.withGiven(
                plain
                    .given()
                    .withAnatomy(other, AnatomySource.GIVEN)
                    .withPathology(Map.of(Finding.PNEUMONIA, Coverage.of(spot)))));
    assertThat(made.study().anatomySource()).isEqualTo(AnatomySource.GIVEN);
    assertThat(made.anatomy()).contains(other.resized(32, 32));
    assertThat(made.pathology().of(Finding.PNEUMONIA)).contains(spot);
    assertThatThrownBy(() -> study(plain.withGiven(plain.given().withFilm(made.film()))))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("xreal");
  }

  @Test
  void aLargerHeartIsAskedForByItsSeverity() {
    double small = 0;
    double large = 0;
    for (int i = 0; i < 6; i++) {
      RandomStream stream = RandomStream.of(1, i, "asked");
      small += ratio("Mild cardiomegaly.", stream);
      large += ratio("Severe cardiomegaly.", stream);
      assertThat(ratio("Normal.", stream)).isLessThan(0.52);
    }
    assertThat(large).isGreaterThan(small);
  }

  private static double ratio(String words, RandomStream stream) {
    return AskedAnatomy.of(GenerationRequest.of(words).prompt(), stream)
        .cardiothoracicRatio()
        .orElseThrow();
  }
}
