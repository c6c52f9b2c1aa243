package ai.chestnut.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.codec.VqAutoencoderConfig;
import ai.chestnut.failure.CancelledException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A codec of codes, with experts and a critic, trained at its smallest. */
class VisualCodesTrainingTest {

  private static final Training SHORT =
      new Training(6, new LearningRate(1e-3, 2, 0.5), 0.01, 1, 0.1, "float32", 3, 6);

  @TempDir Path folder;

  @Test
  void anInterruptedRunEndsWithTheSameWeightsAndTheSameCritic() {
    run(folder.resolve("whole"), Progress.SILENT);
    Progress stopAtFour =
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
    assertThatThrownBy(() -> run(folder.resolve("parts"), stopAtFour))
        .isInstanceOf(CancelledException.class);
    run(folder.resolve("parts"), Progress.SILENT);
    assertThat(folder.resolve("parts/checkpoint.safetensors"))
        .hasSameBinaryContentAs(folder.resolve("whole/checkpoint.safetensors"));
    assertThat(WeightFile.read(folder.resolve("whole/checkpoint.safetensors")).entries().keySet())
        .anyMatch(name -> name.startsWith("rival.parameter."));
    assertThat(WeightFile.read(folder.resolve("whole/best.safetensors")).entries().keySet())
        .as("only the codec is shipped")
        .contains("codebook.entries")
        .noneMatch(name -> name.startsWith("rival") || name.startsWith("mix"));
  }

  @Test
  void trainingLowersTheHeldOutLoss() {
    Training longer =
        new Training(40, new LearningRate(1e-2, 5, 0.5), 0, 1, 0.1, "float32", 20, 40);
    try (VisualCodesObjective objective = objective()) {
      double before = objective.heldOut();
      Path best =
          new TrainingLoop(objective, longer, folder.resolve("longer"), Progress.SILENT).run();
      double after =
          Double.parseDouble(WeightFile.read(best).metadata().getOrDefault("heldOut", "9"));
      assertThat(after).isLessThan(0.8 * before);
    }
  }

  private void run(Path path, Progress progress) {
    try (VisualCodesObjective objective = objective()) {
      new TrainingLoop(objective, SHORT, path, progress).run();
    }
  }

  private static VisualCodesObjective objective() {
    VisualCodesObjective.Settings settings =
        new VisualCodesObjective.Settings(
            1,
            0.25,
            2,
            0.5,
            new FilmWindows(4, 32, 0.4, 0.5, new Augmentation(2, 0.02, 0.05, 0.05)),
            new Likeness(0.5, 0.1, 0.1, 0.1, Optional.of("mu")),
            Optional.of(new Critique(List.of(4, 8), 0.3, 0.1, 100)));
    return new VisualCodesObjective(
        settings,
        VqAutoencoderConfig.mu(),
        films(4),
        films(2),
        3,
        Parameters.random(3, Device.CPU));
  }

  /** Blobs at random places, more than one code can tell. */
  private static Films films(int count) {
    List<Radiograph> films = new ArrayList<>();
    for (int film = 0; film < count; film++) {
      RandomStream stream = RandomStream.of(5, film, "blob");
      double left = stream.uniform(10, 54);
      double top = stream.uniform(10, 54);
      float[] unit = new float[64 * 64];
      for (int i = 0; i < unit.length; i++) {
        double x = (i % 64 - left) / 15;
        double y = (i / 64 - top) / 20;
        unit[i] = (float) (0.2 + 0.7 * Math.exp(-x * x - y * y));
      }
      films.add(Radiograph.ofUnit(64, 64, 8, unit));
    }
    return Films.of(64, films);
  }
}
