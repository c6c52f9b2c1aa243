package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.config.Toml;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateCalibrationTest {

  private static final String FULL =
      """
      role = "judge"
      fittedOn = "200 films"
      passRate = 0.95

      [logits]
      pleural-effusion = { temperature = 1.5, bias = -0.25 }

      [findings]
      pleural-effusion = { requested = 0.6, unrequested = 0.4 }
      mass = { requested = 0.3 }

      [masks]
      pneumothorax = { presence = 0.7, pixel = 0.5 }

      [anatomy.areas]
      left-lung = { least = 0.05, most = 0.3 }

      [anatomy.cardiothoracicRatio]
      least = 0.3
      most = 0.75

      [imageText]
      least = 0.1
      """;

  @TempDir Path folder;

  @Test
  void aFileIsReadAsItSays() throws IOException {
    Path file = Files.writeString(folder.resolve("c.toml"), FULL);
    GateCalibration read = GateCalibration.read(file);
    assertThat(read.role()).isEqualTo(Role.JUDGE);
    assertThat(read.passRate()).hasValue(0.95);
    assertThat(read.scale(Finding.PLEURAL_EFFUSION)).isEqualTo(new LogitScale(1.5, -0.25));
    assertThat(read.scale(Finding.EDEMA)).isEqualTo(LogitScale.IDENTITY);
    assertThat(read.bounds(Finding.PLEURAL_EFFUSION).orElseThrow().unrequested()).hasValue(0.4);
    assertThat(read.bounds(Finding.MASS).orElseThrow().unrequested()).isEmpty();
    assertThat(read.mask(Finding.PNEUMOTHORAX)).contains(new MaskThreshold(0.7, 0.5));
    assertThat(read.mask(Finding.MASS)).isEmpty();
    assertThat(read.anatomy().orElseThrow().area(Anatomy.LEFT_LUNG)).contains(new Range(0.05, 0.3));
    assertThat(read.anatomy().orElseThrow().cardiothoracicRatio()).contains(new Range(0.3, 0.75));
    assertThat(read.imageText()).contains(new ImageTextBounds(0.1));
  }

  @Test
  void anExamOfPlacesAsksForFittedPixelsAndForNoPresence() {
    GateCalibration full = Toml.parse(FULL, "test", GateCalibration.class);
    GateCalibration places = full.wherever(LesionSegmenterConfig.mu(Role.JUDGE));
    MaskThreshold fitted = full.mask(Finding.PNEUMOTHORAX).orElseThrow();
    assertThat(fitted.presence()).isGreaterThan(fitted.pixel());
    assertThat(places.mask(Finding.PNEUMOTHORAX))
        .contains(new MaskThreshold(fitted.pixel(), fitted.pixel()));
    assertThat(places.mask(Finding.MASS)).contains(new MaskThreshold(0.5, 0.5));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    GateCalibration full = Toml.parse(FULL, "test", GateCalibration.class);
    assertThat(Toml.parse(Toml.write(full), "test", GateCalibration.class)).isEqualTo(full);
    GateCalibration none = GateCalibration.none(Role.FILTER);
    assertThat(Toml.parse(Toml.write(none), "test", GateCalibration.class)).isEqualTo(none);
  }

  @Test
  void theExampleOfTheFormatPageIsACalibration() throws IOException {
    String page = Files.readString(Path.of("../docs/formats/experts.md"));
    String toml = page.substring(page.indexOf("```toml") + 7, page.lastIndexOf("```"));
    GateCalibration read = Toml.parse(toml, "experts.md", GateCalibration.class);
    assertThat(read.masks()).isNotEmpty();
    assertThat(read.imageText()).isPresent();
  }

  @Test
  void theSmallestDrawsMasksAndGatesNothing() {
    for (Role role : Role.values()) {
      GateCalibration mu = GateCalibration.mu(role);
      assertThat(mu.role()).isEqualTo(role);
      assertThat(mu.masks()).isNotEmpty();
      assertThat(mu.findings()).isEmpty();
      assertThat(mu.anatomy()).isEmpty();
      assertThat(mu.imageText()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pneumothorax = { presence | effusion = { presence | pleural-effusion",
        "passRate = 0.95 | passRate = 1.5 | share",
        "temperature = 1.5 | temperature = 0 | above 0",
        "requested = 0.6 | requested = 6 | 0 to 1",
        "pixel = 0.5 | pixel = -0.5 | 0 to 1",
        "left-lung | left-lunge | left-lung",
        "most = 0.3 } | most = 0.01 } | least first",
        "least = 0.1 | least = 3.0 | cosine",
        "judge | jury | Role",
        "[imageText] | [imageTexts] | imageTexts",
      })
  void wrongContentIsRefused(String right, String wrong, String word) {
    assertThat(FULL).contains(right);
    assertThatThrownBy(() -> Toml.parse(FULL.replace(right, wrong), "test", GateCalibration.class))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining(word);
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> GateCalibration.read(folder.resolve("none.toml")))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("none.toml");
  }
}
