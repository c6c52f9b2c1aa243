package ai.chestnut.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.Chestnut;
import ai.chestnut.config.Toml;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.ManifestWriter;
import ai.chestnut.dataset.Origin;
import ai.chestnut.dataset.RowMasks;
import ai.chestnut.dataset.Split;
import ai.chestnut.dataset.Subject;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.synthesis.GenerationRequest;
import ai.chestnut.synthesis.Sampling;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.WeightFile;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way of a trained model, small: films, autoencoder, text-to-image, installed weights, a
 * study.
 */
class TrainingRunTest {

  private static final Path CONFIGS = Path.of("..", "configs");

  @TempDir Path folder;

  @BeforeEach
  void films() throws IOException {
    Files.createDirectories(folder.resolve("films"));
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      RandomStream stream = RandomStream.of(1, i, "phantom");
      RadiographFiles.write(
          ThoraxPhantom.sample(
                  PhantomFamily.A, stream, 32, Optional.of(View.PA), Optional.of(Sex.MALE))
              .film(),
          folder.resolve("films/" + i + ".png"),
          Map.of());
      rows.add(row(i));
    }
    ManifestWriter.write(new Manifest(folder.resolve("films"), rows));
  }

  private static ManifestRow row(int i) {
    return new ManifestRow(
        i + ".png",
        new Subject("p" + i, Optional.of(Sex.MALE), OptionalInt.of(50 + i)),
        Optional.of(i < 6 ? Split.TRAIN : Split.VAL),
        Optional.of(View.PA),
        "",
        Map.of(Finding.CARDIOMEGALY, i % 2),
        RowMasks.NONE,
        Origin.of(i == 0 ? "elsewhere" : "phantom", "none"));
  }

  private Recipe recipe(String file, String... overrides) {
    List<String> all = new ArrayList<>(List.of(overrides));
    all.add("data.manifest='" + folder.resolve("films") + "'");
    return Toml.read(CONFIGS.resolve(file), all, Recipe.class);
  }

  private Path train(String run, Recipe recipe) {
    return new TrainingRun(recipe, folder.resolve(run), Device.CPU, Progress.SILENT).run();
  }

  @Test
  void twoRecipesMakeAModelThatMakesAStudy() throws IOException {
    Path autoencoder = train("ae", recipe("autoencoder-mu.toml"));
    Path model = train("t2i", recipe("text-to-image-mu.toml", "autoencoder='" + autoencoder + "'"));
    Path weights = Files.createDirectories(folder.resolve("weights"));
    Files.copy(autoencoder, weights.resolve("autoencoder-small.safetensors"));
    Files.copy(model, weights.resolve("text-to-image-small.safetensors"));
    Catalogue catalogue = new Catalogue(weights);
    assertThat(catalogue.installed())
        .extracting(Catalogue.Installed::kind)
        .containsExactly("autoencoder", "text-to-image");
    assertThat(catalogue.defaultTextToImage()).isEqualTo("text-to-image-small");
    try (Chestnut chestnut = Chestnut.open(catalogue, Device.CPU)) {
      StudyBundle study =
          chestnut
              .generate(
                  GenerationRequest.of("Cardiomegaly.")
                      .withSampling(Sampling.standard().withSteps(2)))
              .get(0);
      assertThat(study.film().width()).isEqualTo(32);
      assertThat(study.study().provenance().models().get(0).sha256())
          .isEqualTo(catalogue.installed().get(1).identity().sha256());
    }
    Files.delete(weights.resolve("autoencoder-small.safetensors"));
    assertThatThrownBy(() -> catalogue.textToImage("text-to-image-small", Device.CPU))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("no autoencoder with SHA-256");
  }

  @Test
  void anInterruptedTextToImageRunEndsWithTheSameWeights() {
    Path autoencoder = train("ae", recipe("autoencoder-mu.toml"));
    String from = "autoencoder='" + autoencoder + "'";
    train("whole", recipe("text-to-image-mu.toml", from));
    Recipe half = recipe("text-to-image-mu.toml", from);
    Progress stopAtFive =
        new Progress() {
          private long seen;

          @Override
          public void step(ai.chestnut.progress.Step step) {
            seen = step.phase().equals("training") ? step.done() : 0;
          }

          @Override
          public boolean cancelled() {
            return seen == 5;
          }
        };
    assertThatThrownBy(
            () -> new TrainingRun(half, folder.resolve("parts"), Device.CPU, stopAtFive).run())
        .hasMessageContaining("cancelled");
    train("parts", half);
    assertThat(folder.resolve("parts/checkpoint.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/checkpoint.safetensors"));
  }

  @Test
  void aWarmStartBeginsWithTheGivenWeights() {
    Path first = train("ae", recipe("autoencoder-mu.toml"));
    Path again =
        train(
            "warm",
            recipe(
                "autoencoder-mu.toml",
                "warmStart='" + first + "'",
                "training.rate.peak=1e-12",
                "seed=9"));
    float[] before = stem(first);
    float[] after = stem(again);
    assertThat(after).isEqualTo(before);
  }

  @Test
  void aModelThatGoesOnLearningKeepsItsScaleOfLatentsAndItsShape() {
    Path autoencoder = train("ae", recipe("autoencoder-mu.toml"));
    String from = "autoencoder='" + autoencoder + "'";
    Path first = train("first", recipe("text-to-image-mu.toml", from));
    String warm = "warmStart='" + first + "'";
    Path next =
        train(
            "next",
            recipe("text-to-image-mu.toml", from, warm, "data.leaveOut.source=['elsewhere']"));
    assertThat(WeightFile.read(next).metadata().get("config"))
        .isEqualTo(WeightFile.read(first).metadata().get("config"));
    assertThatThrownBy(
            () ->
                train(
                    "other", recipe("text-to-image-mu.toml", from, warm, "model.channels=[4, 12]")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("warmStart");
  }

  @Test
  void mistakesInARecipeAreNamedWithTheirPath() {
    assertThatThrownBy(() -> recipe("autoencoder-mu.toml", "training.steps=0"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("at training")
        .hasMessageContaining("at least 1");
    assertThatThrownBy(() -> recipe("autoencoder-mu.toml", "training.stepz=3"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("stepz");
    assertThatThrownBy(() -> recipe("autoencoder-mu.toml", "kind='gan'"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("gan");
    assertThatThrownBy(
            () -> train("none", recipe("autoencoder-mu.toml", "data.leaveOut.licence=['none']")))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("no film in split");
  }

  private static float[] stem(Path weights) {
    return requireNonNull(WeightFile.read(weights).entries().get("encoder.stem.weight")).values();
  }
}
