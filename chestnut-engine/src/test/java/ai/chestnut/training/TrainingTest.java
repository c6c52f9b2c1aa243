package ai.chestnut.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.codec.AutoencoderConfig;
import ai.chestnut.failure.CancelledException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.NativeHandles;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingTest {

  private static final Training SHORT =
      new Training(6, new LearningRate(1e-2, 2, 0.5), 0.01, 1, 0.1, "float32", 3, 6);

  @TempDir Path folder;

  /** Published relation of width and exponent (EDM2), computed outside this code. */
  @ParameterizedTest
  @CsvSource({"0.05, 16.972199", "0.10, 6.937204", "0.15, 3.557869"})
  void exponentOfTheAverage(double width, double gamma) {
    assertThat(Ema.gamma(width)).isCloseTo(gamma, within(5e-7));
  }

  @Property
  void theRateRisesStaysAndFallsToZero(@ForAll @IntRange(min = 20, max = 5000) int total) {
    LearningRate rate = new LearningRate(3e-4, 10, 0.3);
    assertThat(rate.at(1, 1.0 / total)).isCloseTo(3e-5, within(1e-12));
    assertThat(rate.at(10, 10.0 / total)).isCloseTo(3e-4, within(1e-12));
    assertThat(rate.at(total, 1)).isCloseTo(0, within(1e-12));
    for (int step = 11; step < total; step++) {
      double now = rate.at(step, step / (double) total);
      double next = rate.at(step + 1, (step + 1) / (double) total);
      assertThat(next).isLessThanOrEqualTo(now + 1e-15);
    }
  }

  @Test
  void anInterruptedRunEndsWithTheSameWeightsAsAnUninterruptedOne() {
    run(folder.resolve("whole"), Progress.SILENT);
    Progress interruptedAtFour =
        new Progress() {
          private long seen;

          @Override
          public void step(Step step) {
            seen = step.done();
          }

          @Override
          public boolean cancelled() {
            return seen == 4;
          }
        };
    assertThatThrownBy(() -> run(folder.resolve("parts"), interruptedAtFour))
        .isInstanceOf(CancelledException.class);
    run(folder.resolve("parts"), Progress.SILENT);
    for (String file :
        List.of("checkpoint.safetensors", "latest.safetensors", "best.safetensors")) {
      assertThat(folder.resolve("parts").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(file));
    }
    assertThat(Files.exists(folder.resolve("whole/preview-0000006.png"))).isTrue();
  }

  @Test
  void trainingLowersTheHeldOutLoss() {
    try (AutoencoderObjective objective = objective()) {
      double before = objective.heldOut();
      Training longer =
          new Training(60, new LearningRate(1e-2, 5, 0.5), 0, 1, 0.1, "float32", 30, 60);
      Path best =
          new TrainingLoop(objective, longer, folder.resolve("longer"), Progress.SILENT).run();
      double after =
          Double.parseDouble(WeightFile.read(best).metadata().getOrDefault("heldOut", "1"));
      assertThat(after).isLessThan(0.8 * before);
    }
  }

  @Test
  void aTrainingStepLeavesNoHandleBehind() {
    List<Long> handles = new ArrayList<>();
    Training steps =
        new Training(12, new LearningRate(1e-3, 0, 0), 0, 1, 0.1, "bfloat16", 100, 100);
    try (AutoencoderObjective objective = objective()) {
      new TrainingLoop(
              objective,
              steps,
              folder.resolve("leak"),
              step -> handles.add(org.bytedeco.javacpp.Pointer.totalCount()))
          .run();
    }
    assertThat(handles.get(10)).isEqualTo(handles.get(4));
    NativeHandles.assertFlat(1, () -> objective().close());
  }

  @Test
  void augmentationThatWouldFlipOrTearIsRefused() {
    assertThatThrownBy(() -> new Augmentation(180, 0, 0, 0)).isInstanceOf(RequestException.class);
    assertThatThrownBy(() -> new Augmentation(0, 0, Double.NaN, 0))
        .isInstanceOf(RequestException.class);
  }

  @Test
  void withoutChangeTheWindowIsTheFilm() {
    Films films = films(1);
    float[] window =
        new Augmentation(0, 0, 0, 0).window(films, 0, 0, 0, 32, RandomStream.of(1, 0, "x"));
    float[] film = films.signed(0);
    for (int i = 0; i < film.length; i++) {
      assertThat(window[i]).isCloseTo(film[i], within(1e-5f));
    }
  }

  private void run(Path path, Progress progress) {
    try (AutoencoderObjective objective = objective()) {
      new TrainingLoop(objective, SHORT, path, progress).run();
    }
  }

  private static AutoencoderObjective objective() {
    AutoencoderObjective.Settings settings =
        new AutoencoderObjective.Settings(
            1e-6,
            new FilmWindows(2, 16, 0.4, 0.5, new Augmentation(2, 0.02, 0.05, 0.05)),
            new Likeness(1, 0.1, 0, 0, Optional.empty()),
            Optional.of(new Critique(List.of(4, 8), 0.3, 0.1, 100)));
    return new AutoencoderObjective(
        settings, AutoencoderConfig.mu(), films(4), films(2), 3, Parameters.random(3, Device.CPU));
  }

  /** Smooth blobs, enough to be learnt. */
  private static Films films(int count) {
    List<Radiograph> films = new ArrayList<>();
    for (int film = 0; film < count; film++) {
      float[] unit = new float[32 * 32];
      for (int i = 0; i < unit.length; i++) {
        double x = (i % 32 - 16 + film) / 9.0;
        double y = (i / 32 - 14 - film) / 12.0;
        unit[i] = (float) (0.2 + 0.7 * Math.exp(-x * x - y * y));
      }
      films.add(Radiograph.ofUnit(32, 32, 8, unit));
    }
    return Films.of(32, films);
  }
}
