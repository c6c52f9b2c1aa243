package ai.chestnut.synthesis;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.Chestnut;
import ai.chestnut.models.Catalogue;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.study.AnatomySource;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.NativeHandles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The way from draft through the panel to the study, with untrained experts. */
class StudyMakerTest {

  @TempDir Path weights;

  private static GenerationRequest request() {
    return GenerationRequest.of("PA chest radiograph. Cardiomegaly.")
        .withModel(Catalogue.MU)
        .withSampling(Sampling.standard().withSteps(2));
  }

  @Test
  void theStudyCarriesWhatThePanelSees() {
    try (Chestnut chestnut = Chestnut.open(new Catalogue(weights), Device.CPU)) {
      StudyBundle study = chestnut.generate(request()).get(0);
      assertThat(study.study().verified()).isNotEmpty();
      assertThat(study.study().scores().keySet()).allMatch(expert -> expert.startsWith("filter-"));
      assertThat(study.study().anatomySource()).isEqualTo(AnatomySource.SEGMENTED);
      assertThat(study.anatomy().orElseThrow().width()).isEqualTo(study.film().width());
      assertThat(study.study().provenance().models())
          .hasSizeGreaterThan(2)
          .isEqualTo(chestnut.provenance(request()).models());
      assertThat(new ReportReader().read(study.study().report()).observations())
          .isEqualTo(request().prompt().observations());
    }
  }

  @Test
  void openingAndClosingLeavesNothingBehind() {
    NativeHandles.assertFlat(
        2,
        () -> {
          try (Chestnut chestnut = Chestnut.open(new Catalogue(weights), Device.CPU)) {
            assertThat(chestnut.generate(request().withCount(2))).hasSize(2);
          }
        });
  }
}
