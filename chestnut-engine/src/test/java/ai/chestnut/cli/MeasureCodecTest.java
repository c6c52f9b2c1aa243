package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.codec.VqAutoencoderConfig;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.ManifestWriter;
import ai.chestnut.dataset.Origin;
import ai.chestnut.dataset.RowMasks;
import ai.chestnut.dataset.Split;
import ai.chestnut.dataset.Subject;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.FindingClassifierConfig;
import ai.chestnut.expert.Role;
import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.models.VqAutoencoderModel;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.WeightFile;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Sex;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/** What a codec keeps, by the command. */
final class MeasureCodecTest {

  @TempDir private Path folder;

  @BeforeEach
  void weightsAndFilms() throws IOException {
    Files.createDirectories(folder.resolve("weights"));
    try (ExpertModel<FindingClassifierConfig, FindingClassifier> classifier =
            ExpertKind.FINDING_CLASSIFIER.mu(Role.FILTER, 1, Device.CPU);
        VqAutoencoderModel codes = VqAutoencoderModel.mu(VqAutoencoderConfig.mu(), 1, Device.CPU)) {
      WeightFile.write(
          folder.resolve("weights/filter-finding-classifier.safetensors"),
          ExpertKind.FINDING_CLASSIFIER.metadata(classifier.config()),
          classifier.parameters().entries(),
          Precision.BFLOAT16);
      WeightFile.write(
          folder.resolve("weights/visual-codes-small.safetensors"),
          VqAutoencoderModel.metadata(codes.config()),
          codes.parameters().entries(),
          Precision.BFLOAT16);
    }
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      RandomStream random = RandomStream.of(6, i, "film");
      float[] unit = new float[64 * 64];
      for (int pixel = 0; pixel < unit.length; pixel++) {
        unit[pixel] = (float) random.nextDouble();
      }
      Path file = Files.createDirectories(folder.resolve("films")).resolve(i + ".png");
      RadiographFiles.write(Radiograph.ofUnit(64, 64, 8, unit), file, Map.of());
      rows.add(
          new ManifestRow(
              i + ".png",
              new Subject("p" + i, Optional.of(Sex.MALE), OptionalInt.of(50)),
              Optional.of(i == 0 ? Split.TRAIN : Split.TEST),
              Optional.empty(),
              "",
              Map.of(Finding.EDEMA, i % 2),
              RowMasks.NONE,
              Origin.of("phantom", "none")));
    }
    ManifestWriter.write(new Manifest(folder.resolve("films"), rows));
  }

  private CommandRun measure(String model) {
    return CommandRun.of(
        "models",
        "measure",
        "autoencoder",
        "--model",
        model,
        "--weights",
        folder.resolve("weights"),
        "--real",
        folder.resolve("films"),
        "--split",
        "test",
        "--json",
        "--out",
        folder.resolve("out"));
  }

  @Test
  void figuresAndASheetAreWritten() throws IOException {
    CommandRun run = measure("visual-codes-small");
    assertThat(run.code()).as(run.err()).isZero();
    JsonNode figures = new ObjectMapper().readTree(run.out());
    assertThat(figures.path("films").asInt()).isEqualTo(4);
    assertThat(figures.path("octavePowerRatio").size()).isEqualTo(5);
    assertThat(figures.path("codes").path("entries").asInt()).isEqualTo(16);
    assertThat(figures.path("aurocDrop").isMissingNode()).as("too few films").isTrue();
    assertThat(new ObjectMapper().readTree(folder.resolve("out/autoencoder.json").toFile()))
        .isEqualTo(figures);
    assertThat(RadiographFiles.read(folder.resolve("out/sheet.png")).width()).isEqualTo(4 * 64);
  }

  @Test
  void anotherKindOfModelIsRefused() {
    CommandRun run = measure("filter-finding-classifier");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("filter-finding-classifier", "autoencoder or visual-codes");
    assertThat(measure("nothing").code()).isEqualTo(2);
  }
}
