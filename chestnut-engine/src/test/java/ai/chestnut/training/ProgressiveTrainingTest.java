package ai.chestnut.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.adversarial.AdaptiveAugmentation;
import ai.chestnut.adversarial.AdaptiveStrength;
import ai.chestnut.adversarial.Growth;
import ai.chestnut.adversarial.ProgressiveConfig;
import ai.chestnut.adversarial.WassersteinLoss;
import ai.chestnut.config.Toml;
import ai.chestnut.failure.CancelledException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.ProgressiveGanModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressiveTrainingTest {

  private static final ProgressiveConfig MODEL = new ProgressiveConfig(8, List.of(8, 8, 4), 2);
  private static final int STEPS = 12;

  @TempDir Path folder;

  private static GrowthPlan plan() {
    return new GrowthPlan(
        List.of(
            new GrowthPlan.Stage(4, 0.25, 0, 4, 1),
            new GrowthPlan.Stage(8, 0.25, 0.5, 4, 1),
            new GrowthPlan.Stage(16, 0.5, 0.8, 2, 0.5)));
  }

  private static ProgressiveObjective.Settings settings(GrowthPlan growth) {
    return new ProgressiveObjective.Settings(
        growth,
        WassersteinLoss.STANDARD,
        new AdaptiveAugmentation(4, 0.03, 0.05, 0.05),
        new AdaptiveStrength.Settings(0.5, 100, 0.8));
  }

  /** Blobs of one kind, at another place in each film. */
  private static Films films(int count, int from) {
    List<Radiograph> films = new ArrayList<>();
    for (int film = from; film < from + count; film++) {
      float[] unit = new float[16 * 16];
      for (int i = 0; i < unit.length; i++) {
        double x = (i % 16 - 8 + film % 3) / 4.0;
        double y = (i / 16 - 7 - film % 4) / 5.0;
        unit[i] = (float) (0.2 + 0.7 * Math.exp(-x * x - y * y));
      }
      films.add(Radiograph.ofUnit(16, 16, 8, unit));
    }
    return Films.of(16, films);
  }

  private ProgressiveObjective objective(Path run) {
    return objective(run, settings(plan()));
  }

  private static ProgressiveObjective objective(Path run, ProgressiveObjective.Settings settings) {
    return new ProgressiveObjective(
        settings,
        MODEL,
        FilmBank.of(films(8, 0), Device.CPU),
        FilmBank.of(films(4, 8), Device.CPU),
        RunFolder.open(run),
        3,
        Device.CPU);
  }

  private static Training training(int steps) {
    return new Training(
        steps,
        new LearningRate(1e-3, 0, 0.3),
        0,
        1e6,
        0.1,
        "float32",
        OptionalDouble.empty(),
        OptionalDouble.of(0),
        5,
        steps);
  }

  private void run(Path run, Progress progress) {
    try (ProgressiveObjective objective = objective(run)) {
      new TrainingLoop(objective, training(STEPS), run, progress).run();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 1",
    "0.24, 0, 1",
    "0.25, 1, 0",
    "0.3125, 1, 0.5",
    "0.4, 1, 1",
    "0.5, 2, 0",
    "0.7, 2, 0.5",
    "0.95, 2, 1",
    "1, 2, 1"
  })
  void theNetworksGrowWithTheShareOfTheTraining(double share, int level, double fade) {
    Growth growth = plan().growth(share);
    assertThat(growth.level()).isEqualTo(level);
    assertThat(growth.fade()).isCloseTo(fade, within(1e-12));
  }

  @Test
  void stagesThatDoNotFitAreNamed() {
    assertThatThrownBy(() -> new GrowthPlan(List.of(new GrowthPlan.Stage(4, 0.5, 0, 4, 1))))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("a sum of 0.5");
    assertThatThrownBy(() -> new GrowthPlan(List.of(new GrowthPlan.Stage(8, 1, 0, 4, 1))))
        .hasMessageContaining("4, 8, 16");
    assertThatThrownBy(() -> new GrowthPlan.Stage(4, 0.5, 2, 4, 1))
        .isInstanceOf(RequestException.class);
  }

  /** Step 7 of 12 lies in the middle of the last fade; the last checkpoint before it is step 5. */
  @Test
  void aRunThatStopsInTheMiddleOfAFadeEndsWithTheSameBytes() {
    run(folder.resolve("whole"), Progress.SILENT);
    Progress stopAtSeven =
        new Progress() {
          private long seen;

          @Override
          public void step(Step step) {
            seen = step.done();
          }

          @Override
          public boolean cancelled() {
            return seen == 7;
          }
        };
    assertThatThrownBy(() -> run(folder.resolve("parts"), stopAtSeven))
        .isInstanceOf(CancelledException.class);
    run(folder.resolve("parts"), Progress.SILENT);
    for (String file : List.of("checkpoint.safetensors", "latest.safetensors")) {
      assertThat(folder.resolve("parts").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
    }
  }

  /** What is not reached stays as it began, in the weights as in their average. */
  @Test
  void aLevelThatWasNotReachedIsAsItBegan() {
    Path run = folder.resolve("short");
    float[] before;
    try (ProgressiveObjective objective = objective(run)) {
      before = Tensors.floats(requireNonNull(block(objective)));
      objective.reached(0.3);
      try (Learners learners = new Learners(objective, training(STEPS))) {
        learners.take(1, 1e-2);
        learners.take(2, 1e-2);
        assertThat(Tensors.floats(requireNonNull(block(objective)))).isEqualTo(before);
        assertThat(requireNonNull(learners.averaged().get("generator.block2.one.weight")).values())
            .isEqualTo(before);
        objective.reached(0.6); // in the middle of its fade
        learners.take(3, 1e-2);
        learners.take(4, 1e-2);
        assertThat(Tensors.floats(requireNonNull(block(objective)))).isNotEqualTo(before);
      }
    }
  }

  private static Tensor block(ProgressiveObjective objective) {
    return requireNonNull(objective.parameters().byName().get("generator.block2.one.weight"));
  }

  @Test
  void theWeightsOpenAsAModelWithItsCritic() throws IOException {
    Path run = folder.resolve("model");
    run(run, Progress.SILENT);
    assertThat(Files.readAllLines(run.resolve("growth.csv"))).hasSize(4);
    try (ProgressiveGanModel model =
        ProgressiveGanModel.read(run.resolve("latest.safetensors"), Device.CPU)) {
      assertThat(model.config()).isEqualTo(MODEL);
      assertThat(model.standing().growth().level()).isEqualTo(2);
      assertThat(model.standing().growth().fade()).isEqualTo(1);
      assertThat(model.standing().spread()).isPositive();
      float[] scores =
          Scope.computing(
              () -> {
                Tensor latents = Tensors.noise(RandomStream.of(1, 0, "z"), Device.CPU, 2, 8);
                Tensor made = model.generator().forward(latents, model.standing().growth());
                return Tensors.floats(model.critic().alone(made, model.standing().growth(), 1));
              });
      assertThat(scores).hasSize(2);
    }
    assertThat(WeightFile.read(run.resolve("latest.safetensors")).entries().keySet())
        .anyMatch(name -> name.startsWith("critic."))
        .noneMatch(name -> name.startsWith("augmentation"));
  }

  /** At 4 pixels alone: the generator finds the films' grey and where it lies. */
  @Test
  void trainingBringsTheFilmsNearer() {
    Path run = folder.resolve("longer");
    GrowthPlan first = new GrowthPlan(List.of(new GrowthPlan.Stage(4, 1, 0, 4, 8)));
    try (ProgressiveObjective objective = objective(run, settings(first))) {
      double before = objective.heldOut();
      new TrainingLoop(objective, training(60), run, Progress.SILENT).run();
      assertThat(objective.heldOut()).isLessThan(0.7 * before);
    }
  }

  @Test
  void theSlicedDistanceIsNothingForEqualSetsAndGrowsWithNoise() {
    Scope.running(
        () -> {
          Tensor one = Tensors.noise(RandomStream.of(1, 0, "a"), Device.CPU, 6, 1, 32, 32);
          Tensor noise = Tensors.noise(RandomStream.of(1, 0, "b"), Device.CPU, 6, 1, 32, 32);
          double[] distances = new double[3];
          for (int i = 0; i < 3; i++) {
            distances[i] =
                SlicedWasserstein.distance(
                    one,
                    one.add(noise.mul(new Scalar(0.7 * i))),
                    RandomStream.of(2, 0, "sliced"),
                    Device.CPU);
          }
          assertThat(distances[0]).isZero();
          assertThat(distances[1]).isPositive();
          assertThat(distances[2]).isGreaterThan(2 * distances[1]);
        });
  }

  @Test
  void recipesBindAndSayWhatDoesNotFit() {
    for (String name : List.of("progressive-gan-mu.toml", "progressive-gan-v0.toml")) {
      Recipe recipe = Toml.read(Path.of("..", "configs", name), List.of(), Recipe.class);
      Recipe.ProgressiveGan gan = (Recipe.ProgressiveGan) recipe;
      assertThat(gan.objective().growth().stages()).hasSize(gan.model().levels());
      assertThat(gan.data().side()).isEqualTo(gan.model().side());
      assertThat(Toml.parse(Toml.write(recipe), name, Recipe.class)).isEqualTo(recipe);
    }
  }
}
