package ai.chestnut.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.Chestnut;
import ai.chestnut.failure.CancelledException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.NativeHandles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextToImageTest {

  @TempDir Path weights;
  private Chestnut chestnut = Chestnut.open();

  @BeforeEach
  void open() {
    chestnut = Chestnut.open(new Catalogue(weights), Device.CPU);
  }

  @AfterEach
  void close() {
    chestnut.close();
  }

  private static GenerationRequest request() {
    return GenerationRequest.of("PA chest radiograph. Small left pleural effusion.")
        .withModel(Catalogue.MU)
        .withSampling(Sampling.standard().withSteps(2))
        .withSeed(7);
  }

  @Test
  void aCountOfThreeIsThreeTimesOne() {
    List<StudyBundle> together = chestnut.generate(request().withCount(3));
    assertThat(together).hasSize(3);
    for (int i = 0; i < 3; i++) {
      List<StudyBundle> alone = chestnut.generate(request().withFirst(i));
      assertThat(pixels(alone.get(0).film())).isEqualTo(pixels(together.get(i).film()));
      assertThat(alone.get(0).study()).isEqualTo(together.get(i).study());
    }
  }

  @Test
  void anotherInstanceMakesTheSameFilmAndAnotherSeedIndexOrTextAnother() {
    int film = film(request());
    GenerationRequest otherText =
        GenerationRequest.of("AP chest radiograph. Cardiomegaly.")
            .withModel(Catalogue.MU)
            .withSampling(Sampling.standard().withSteps(2))
            .withSeed(7);
    try (Chestnut other = Chestnut.open(new Catalogue(weights), Device.CPU)) {
      assertThat(pixels(other.generate(request()).get(0).film())).isEqualTo(film);
    }
    assertThat(film(request().withSeed(8))).isNotEqualTo(film);
    assertThat(film(request().withFirst(1))).isNotEqualTo(film);
    assertThat(film(request().withSampling(Sampling.standard().withSteps(3)))).isNotEqualTo(film);
    assertThat(film(otherText)).isNotEqualTo(film);
  }

  @Test
  void theStudySaysWhatWasAskedAndHowItWasMade() {
    StudyBundle made = chestnut.generate(request()).get(0);
    assertThat(made.film().width()).isEqualTo(32);
    assertThat(made.study().asked().method()).isEqualTo("text");
    assertThat(made.study().asked().seed()).isEqualTo(7);
    assertThat(made.study().provenance().models())
        .extracting("name")
        .startsWith("mu-text-to-image", "mu-autoencoder");
    assertThat(made.study().provenance().sampler().values())
        .containsEntry("steps", 2L)
        .containsEntry("batch", 1L);
  }

  @Test
  void sixteenBitsAreMoreThanEight() {
    Radiograph deep = chestnut.generate(request().withBitDepth(16)).get(0).film();
    assertThat(deep.bitDepth()).isEqualTo(16);
    boolean finer = false;
    for (int y = 0; y < deep.height(); y++) {
      for (int x = 0; x < deep.width(); x++) {
        finer |= deep.at(x, y) % 257 != 0;
      }
    }
    assertThat(finer).as("some grey between the 8-bit ones").isTrue();
  }

  @Test
  void nativeHandlesAreFlatOverManyFilms() {
    NativeHandles.assertFlat(20, () -> chestnut.generate(request().withCount(10)));
  }

  @Test
  void cancellationStopsBetweenStepsAndFreesEverything() {
    List<Step> steps = new ArrayList<>();
    Progress impatient =
        new Progress() {
          @Override
          public void step(Step step) {
            steps.add(step);
          }

          @Override
          public boolean cancelled() {
            return true;
          }
        };
    NativeHandles.assertFlat(
        3,
        () ->
            assertThatThrownBy(() -> chestnut.generate(request(), study -> {}, impatient))
                .isInstanceOf(CancelledException.class));
    assertThat(steps).hasSize(5);
  }

  @Test
  void anUnknownMethodIsNamed() {
    assertThatThrownBy(() -> Method.named("dall-e"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("one of text");
  }

  private int film(GenerationRequest request) {
    return pixels(chestnut.generate(request).get(0).film());
  }

  private static int pixels(Radiograph film) {
    return Arrays.hashCode(film.unit());
  }
}
