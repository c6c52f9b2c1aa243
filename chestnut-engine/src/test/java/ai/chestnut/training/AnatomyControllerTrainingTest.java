package ai.chestnut.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.codec.AutoencoderConfig;
import ai.chestnut.config.Toml;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.ManifestWriter;
import ai.chestnut.dataset.Origin;
import ai.chestnut.dataset.RowMasks;
import ai.chestnut.dataset.Split;
import ai.chestnut.dataset.Subject;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.models.AnatomyControllerModel;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The anatomy controller's way from maps and films to weights. */
class AnatomyControllerTrainingTest {

  private static final Path CONFIGS = Path.of("..", "configs");
  private static final int SIDE = 32;

  @TempDir Path folder;
  private Path autoencoder = Path.of("");

  @BeforeEach
  void films() throws IOException {
    for (String part : List.of("films", "anatomy")) {
      Files.createDirectories(folder.resolve("films").resolve(part));
    }
    List<ManifestRow> rows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      RandomStream stream = RandomStream.of(1, i, "phantom");
      PhantomStudy study =
          ThoraxPhantom.sample(
              PhantomFamily.A, stream, SIDE, Optional.of(View.PA), Optional.of(Sex.MALE));
      String film = "films/" + i + ".png";
      String anatomy = "anatomy/" + i + ".png";
      RadiographFiles.write(study.film(), folder.resolve("films").resolve(film), Map.of());
      MaskFiles.write(study.anatomy(), folder.resolve("films").resolve(anatomy));
      boolean mapped = i != 0;
      rows.add(
          new ManifestRow(
              film,
              new Subject("p" + i, Optional.of(Sex.MALE), OptionalInt.of(50 + i)),
              Optional.of(i < 6 ? Split.TRAIN : Split.VAL),
              Optional.of(View.PA),
              "",
              Map.of(),
              new RowMasks(
                  mapped ? Optional.of(anatomy) : Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Map.of()),
              Origin.of("phantom", "none")));
    }
    ManifestWriter.write(new Manifest(folder.resolve("films"), rows));
    autoencoder = folder.resolve("autoencoder.safetensors");
    try (AutoencoderModel model = AutoencoderModel.random(AutoencoderConfig.mu(), 3, Device.CPU)) {
      WeightFile.write(
          autoencoder,
          AutoencoderModel.metadata(AutoencoderConfig.mu()),
          model.parameters().entries(),
          Precision.FLOAT32);
    }
  }

  private Recipe.AnatomyController recipe(String... overrides) {
    List<String> all = new ArrayList<>(List.of(overrides));
    all.add("autoencoder='" + autoencoder + "'");
    Recipe.AnatomyController wanted =
        (Recipe.AnatomyController)
            Toml.read(CONFIGS.resolve("anatomy-controller-mu.toml"), all, Recipe.class);
    Material films =
        new Material(folder.resolve("films").toString(), 1, Map.of(), Optional.empty(), 0);
    return new Recipe.AnatomyController(
        wanted.name(),
        wanted.seed(),
        wanted.side(),
        List.of(films),
        wanted.autoencoder(),
        wanted.objective(),
        wanted.training(),
        wanted.warmStart());
  }

  /** A decoder at random draws nothing, whatever its latents. */
  private Recipe trainedAutoencoder() {
    return Toml.read(
        CONFIGS.resolve("autoencoder-mu.toml"),
        List.of(
            "data.manifest='" + folder.resolve("films") + "'",
            "model.channels=[16,16,32]",
            "objective.windows.crop=32",
            "training.steps=100",
            "training.validateEvery=100",
            "training.previewEvery=100",
            "training.rate.peak=5e-3"),
        Recipe.class);
  }

  private Path train(String run, Recipe recipe, Progress progress) {
    return new TrainingRun(recipe, folder.resolve(run), Device.CPU, progress).run();
  }

  @Test
  void trainingLowersTheErrorOfFilmsMadeOfMapsAndLeavesTheAutoencoderAlone() throws IOException {
    autoencoder = train("ae", trainedAutoencoder(), Progress.SILENT);
    byte[] before = Files.readAllBytes(autoencoder);
    Path weights =
        train(
            "long",
            recipe(
                "training.steps=60",
                "training.validateEvery=2",
                "training.previewEvery=60",
                "training.rate.peak=5e-3"),
            Progress.SILENT);
    List<String> log = Files.readAllLines(folder.resolve("long/log.csv"));
    double first = heldOut(log.get(1));
    double last = heldOut(log.get(log.size() - 1));
    assertThat(last).isLessThan(0.9 * first);
    assertThat(Files.readAllBytes(autoencoder)).isEqualTo(before);
    try (AnatomyControllerModel model = AnatomyControllerModel.read(weights, Device.CPU)) {
      assertThat(model.config().autoencoder()).isEqualTo(WeightFile.read(autoencoder).sha256());
      assertThat(model.parameters().byName().keySet())
          .allMatch(name -> name.startsWith("encoder."));
    }
  }

  private static double heldOut(String line) {
    String[] cells = line.split(",", -1);
    return Double.parseDouble(cells[cells.length - 1]);
  }

  @Test
  void anInterruptedRunEndsWithTheSameWeights() {
    train("whole", recipe(), Progress.SILENT);
    Progress stopAtFive =
        new Progress() {
          private long seen;

          @Override
          public void step(Step step) {
            seen = step.phase().equals("training") ? step.done() : 0;
          }

          @Override
          public boolean cancelled() {
            return seen == 5;
          }
        };
    assertThatThrownBy(() -> train("parts", recipe(), stopAtFive))
        .hasMessageContaining("cancelled");
    train("parts", recipe(), Progress.SILENT);
    assertThat(folder.resolve("parts/checkpoint.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/checkpoint.safetensors"));
  }

  @Test
  void itStartsAsTheAutoencoderForFilmsWithoutAMap() {
    Objective objective = AnatomyControllerRun.objective(recipe(), Device.CPU, Progress.SILENT);
    try (objective;
        AutoencoderModel trained = AutoencoderModel.read(autoencoder, Device.CPU)) {
      float[] wide =
          requireNonNull(objective.parameters().entries().get("encoder.stem.weight")).values();
      float[] narrow =
          requireNonNull(trained.parameters().entries().get("encoder.stem.weight")).values();
      int out = 4;
      for (int row = 0; row < out; row++) {
        assertThat(Arrays.copyOfRange(wide, row * 9 * 36, row * 9 * 36 + 36))
            .isEqualTo(Arrays.copyOfRange(narrow, row * 36, (row + 1) * 36));
      }
      String deeper = "encoder.moments.weight";
      assertThat(requireNonNull(objective.parameters().entries().get(deeper)).values())
          .isEqualTo(requireNonNull(trained.parameters().entries().get(deeper)).values());
    }
  }

  @Test
  void filmAndMapMoveTogether() {
    byte[] film = new byte[SIDE * SIDE];
    short[] map = new short[SIDE * SIDE];
    for (int i = 0; i < film.length; i++) {
      boolean inside = i % SIDE > 8 && i % SIDE < 20 && i / SIDE > 6 && i / SIDE < 24;
      film[i] = (byte) (inside ? 255 : 0);
      map[i] = (short) (inside ? 1 << 3 : 1);
    }
    Known known =
        new Known(
            Optional.of(map),
            0,
            new byte[film.length],
            0,
            Optional.empty(),
            Map.of(),
            ai.chestnut.prompt.Prompt.of(
                Optional.empty(), Optional.empty(), OptionalInt.empty(), List.of()));
    try (AnatomyBank bank =
        AnatomyBank.of(List.of(new Example(film, known)), SIDE, 8, Device.CPU)) {
      Scope.running(
          () -> {
            AnatomyBank.Batch still = bank.whole(new int[] {0});
            assertThat(agreement(still)).isEqualTo(1);
            AnatomyBank.Batch unchanged =
                bank.augmented(
                    new int[] {0}, new Augmentation(0, 0, 0, 0), RandomStream.of(1, 1, "a"));
            assertThat(Tensors.floats(unchanged.films())).isEqualTo(Tensors.floats(still.films()));
            AnatomyBank.Batch moved =
                bank.augmented(
                    new int[] {0}, new Augmentation(15, 0.1, 0.2, 0), RandomStream.of(1, 1, "b"));
            assertThat(agreement(moved)).isGreaterThan(0.97);
            assertThat(Tensors.floats(moved.films()))
                .as("moved at all")
                .isNotEqualTo(Tensors.floats(still.films()));
          });
    }
  }

  /** Share of pixels where bright and heart are the same. */
  private static double agreement(AnatomyBank.Batch batch) {
    float[] film = Tensors.floats(batch.films());
    float[] heart = Tensors.floats(batch.structures().narrow(1, 2, 1));
    int same = 0;
    for (int i = 0; i < film.length; i++) {
      same += (film[i] > 0) == (heart[i] > 0.5) ? 1 : 0;
    }
    return same / (double) film.length;
  }

  @Test
  void filmsWithoutAMapAreNotUsed() {
    assertThatThrownBy(() -> AnatomyBank.of(List.of(), SIDE, 8, Device.CPU))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("films with anatomy maps");
  }
}
