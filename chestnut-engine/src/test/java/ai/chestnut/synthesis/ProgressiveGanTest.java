package ai.chestnut.synthesis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.Chestnut;
import ai.chestnut.failure.FileException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.study.AnatomySource;
import ai.chestnut.study.Facts;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.NativeHandles;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a prompt over a search in the latents of an untrained generator to a study. */
class ProgressiveGanTest {

  @TempDir Path weights;

  private static GenerationRequest request() {
    return GenerationRequest.of("Cardiomegaly. No pleural effusion.")
        .withMethod(Method.PGGAN)
        .withModel(Catalogue.MU)
        .withSampling(Sampling.standard().withSteps(3));
  }

  private Chestnut chestnut() {
    return Chestnut.open(new Catalogue(weights), Device.CPU);
  }

  @Test
  void aStudySaysHowItsLatentWasFound() {
    try (Chestnut chestnut = chestnut()) {
      StudyBundle study = chestnut.generate(request()).get(0);
      assertThat(study.film().width()).isEqualTo(32);
      assertThat(study.study().anatomySource()).isEqualTo(AnatomySource.SEGMENTED);
      Facts search =
          (Facts)
              requireNonNull(study.study().provenance().more().values().get(ProgressiveGan.KEY));
      assertThat(search.values()).containsKeys("steps", "loss", "met", "angleDegrees");
      assertThat((Long) search.values().get("steps")).isBetween(0L, 3L);
      assertThat(study.study().provenance().models().get(0).name()).isEqualTo("mu-progressive-gan");
    }
  }

  @Test
  void aStudyDependsOnItsIndexAloneAndNotOnWhatWasMadeBefore() {
    try (Chestnut chestnut = chestnut();
        Chestnut other = chestnut()) {
      StudyBundle third = chestnut.generate(request().withCount(3)).get(2);
      StudyBundle alone = other.generate(request().withFirst(2)).get(0);
      assertThat(alone.film()).isEqualTo(third.film());
      assertThat(alone.study()).isEqualTo(third.study());
      assertThat(alone.film()).isNotEqualTo(chestnut.generate(request()).get(0).film());
    }
  }

  @Test
  void openingAndClosingLeavesNothingBehind() {
    NativeHandles.assertFlat(
        1,
        () -> {
          try (Chestnut chestnut = chestnut()) {
            assertThat(chestnut.generate(request())).hasSize(1);
          }
        });
  }

  @Test
  void withoutWeightsItSaysWhatIsMissing() {
    try (Chestnut chestnut = chestnut()) {
      assertThatThrownBy(() -> chestnut.generate(request().withModel("")))
          .isInstanceOf(FileException.class)
          .hasMessageContaining("no progressive-gan model");
    }
  }
}
