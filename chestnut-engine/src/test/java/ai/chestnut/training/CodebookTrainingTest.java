package ai.chestnut.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.codec.VqAutoencoderConfig;
import ai.chestnut.config.Toml;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.ManifestWriter;
import ai.chestnut.dataset.Origin;
import ai.chestnut.dataset.RowMasks;
import ai.chestnut.dataset.Split;
import ai.chestnut.dataset.Subject;
import ai.chestnut.failure.CancelledException;
import ai.chestnut.models.ImageTokenWeights;
import ai.chestnut.models.VisualCodebookModel;
import ai.chestnut.models.VqAutoencoderModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
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

/** Aligner and token model, small: films that differ where their reports do. */
class CodebookTrainingTest {

  private static final Path CONFIGS = Path.of("..", "configs");
  private static final List<Finding> SEEN = List.of(Finding.PLEURAL_EFFUSION, Finding.CARDIOMEGALY);

  @TempDir Path folder;

  @BeforeEach
  void films() throws IOException {
    Files.createDirectories(folder.resolve("films/images"));
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      Finding finding = SEEN.get(i % 2);
      RandomStream stream = RandomStream.of(1, i, "film");
      float[] unit = new float[32 * 32];
      for (int at = 0; at < unit.length; at++) {
        boolean bright = (finding == Finding.CARDIOMEGALY) == (at % 32 < 16);
        unit[at] = (float) (bright ? stream.uniform(0.7, 1) : stream.uniform(0, 0.3));
      }
      String file = "images/" + i + ".png";
      RadiographFiles.write(
          Radiograph.ofUnit(32, 32, 8, unit), folder.resolve("films").resolve(file), Map.of());
      rows.add(
          new ManifestRow(
              file,
              new Subject("p" + i, Optional.of(Sex.FEMALE), OptionalInt.empty()),
              Optional.of(i < 8 ? Split.TRAIN : Split.VAL),
              Optional.of(View.PA),
              "",
              Map.of(finding, 1),
              RowMasks.NONE,
              Origin.of("test", "none")));
    }
    ManifestWriter.write(new Manifest(folder.resolve("films"), rows));
    WeightFile.write(
        folder.resolve("codec.safetensors"),
        VqAutoencoderModel.metadata(VqAutoencoderConfig.mu()),
        Scope.computing(
            () -> {
              try (VqAutoencoderModel codec =
                  VqAutoencoderModel.mu(VqAutoencoderConfig.mu(), 1, Device.CPU)) {
                return codec.parameters().entries();
              }
            }),
        Precision.FLOAT32);
  }

  private Recipe recipe(String name, String... overrides) {
    List<String> all = new ArrayList<>(List.of(overrides));
    all.add("sources=[{manifest='" + folder.resolve("films") + "', share=1.0, leaveOut={}}]");
    all.add("training.steps=8");
    all.add("training.validateEvery=4");
    all.add("objective.batch=4");
    return Toml.read(CONFIGS.resolve(name), all, Recipe.class);
  }

  private Path run(String run, Recipe recipe, Progress progress) {
    return new TrainingRun(recipe, folder.resolve(run), Device.CPU, progress).run();
  }

  private Path aligner() {
    return run("aligner", recipe("patch-word-aligner-mu.toml"), Progress.SILENT);
  }

  private Recipe tokens(Path aligner, String... overrides) {
    List<String> all = new ArrayList<>(List.of(overrides));
    all.add("codec='" + folder.resolve("codec.safetensors") + "'");
    all.add("aligner='" + aligner + "'");
    return recipe("image-token-model-mu.toml", all.toArray(String[]::new));
  }

  private static Progress stopAt(long last) {
    return new Progress() {
      private boolean there;

      @Override
      public void step(Step step) {
        there |= step.phase().equals("training") && step.done() == last;
      }

      @Override
      public boolean cancelled() {
        return there;
      }
    };
  }

  @Test
  void bothRecipesResumeToTheSameWeights() {
    Path aligner = aligner();
    assertThatThrownBy(() -> run("parts", recipe("patch-word-aligner-mu.toml"), stopAt(5)))
        .isInstanceOf(CancelledException.class);
    run("parts", recipe("patch-word-aligner-mu.toml"), Progress.SILENT);
    assertThat(folder.resolve("parts/checkpoint.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("aligner/checkpoint.safetensors"));
    run("tokens", tokens(aligner), Progress.SILENT);
    assertThatThrownBy(() -> run("token-parts", tokens(aligner), stopAt(5)))
        .isInstanceOf(CancelledException.class);
    run("token-parts", tokens(aligner), Progress.SILENT);
    for (String file : List.of("checkpoint.safetensors", "codebook.safetensors")) {
      assertThat(folder.resolve("token-parts").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("tokens").resolve(file));
    }
  }

  /** Two kinds of report, two kinds of film: what chance leaves is far above what is learnt. */
  @Test
  void theAlignerLearnsWhichReportGoesWithWhichFilm() {
    Recipe longer =
        Toml.read(
            CONFIGS.resolve("patch-word-aligner-mu.toml"),
            List.of(
                "sources=[{manifest='" + folder.resolve("films") + "', share=1.0, leaveOut={}}]",
                "training.steps=120",
                "training.validateEvery=40",
                "objective.batch=8"),
            Recipe.class);
    double loss = heldOut(run("longer", longer, Progress.SILENT));
    double chance = 2 * Math.log(4); // four held-out films
    double floor = 2 * Math.log(2); // of which two say the same
    assertThat(loss).isBetween(floor - 1e-3, floor + 0.35 * (chance - floor));
  }

  @Test
  void theTokenModelLearnsAndRemembersWhatItWasTrainedOn() {
    Path aligner = aligner();
    Path brief = run("brief", tokens(aligner, "training.steps=8"), Progress.SILENT);
    Recipe longer =
        Toml.read(
            CONFIGS.resolve("image-token-model-mu.toml"),
            List.of(
                "sources=[{manifest='" + folder.resolve("films") + "', share=1.0, leaveOut={}}]",
                "codec='" + folder.resolve("codec.safetensors") + "'",
                "aligner='" + aligner + "'"),
            Recipe.class);
    Path best = run("tokens", longer, Progress.SILENT);
    assertThat(heldOut(best)).isLessThan(0.8 * heldOut(brief));
    try (ImageTokenWeights weights = ImageTokenWeights.read(best, Device.CPU)) {
      VisualCodebookModel codebook =
          VisualCodebookModel.read(folder.resolve("tokens/codebook.safetensors"));
      assertThat(weights.config().codebook()).isEqualTo(codebook.identity().sha256());
      assertThat(weights.config().aligner()).isEqualTo(codebook.aligner());
      assertThat(weights.config().codec()).isEqualTo(codebook.codec());
    }
  }

  private static double heldOut(Path weights) {
    return Double.parseDouble(WeightFile.read(weights).metadata().getOrDefault("heldOut", "NaN"));
  }

  /** All alike: two ln B; and a batch in another order loses the same. */
  @Test
  void theContrastIsThatOfACrossEntropy() {
    Scope.running(
        () -> {
          float[] eye = new float[25];
          for (int i = 0; i < 5; i++) {
            eye[6 * i] = 1;
          }
          var same = Tensors.of(eye, Device.CPU, 5, 5);
          var alike = Tensors.of(new float[25], Device.CPU, 5, 5);
          assertThat(AlignerObjective.contrast(alike, same).item_double())
              .isCloseTo(Math.log(5), within(1e-5));
        });
  }

  @Test
  void pointingCountsPlacedWordsAlone() {
    Scope.running(
        () -> {
          float[] logits = {5, 0, 0, 0, 1, 2, 3, 4};
          var given = Tensors.of(logits, Device.CPU, 1, 2, 4);
          float[] first = {1, 0, 0, 0, 0, 0, 0, 0};
          double expected = -Math.log(Math.exp(5) / (Math.exp(5) + 3));
          assertThat(
                  AlignerObjective.pointing(given, Tensors.of(first, Device.CPU, 1, 2, 4))
                      .item_double())
              .isCloseTo(expected, within(1e-5));
          var nowhere = Tensors.of(new float[8], Device.CPU, 1, 2, 4);
          assertThat(AlignerObjective.pointing(given, nowhere).item_double()).isZero();
        });
  }
}
