package ai.chestnut.training;

import ai.chestnut.failure.DefectException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/**
 * The one training loop: batch, loss, gradient, update, average; held-out loss, checkpoint and
 * preview now and then. Running it again on the same folder resumes where the last checkpoint stood
 * and ends with the same weights as an uninterrupted run.
 */
public final class TrainingLoop {

  private static final int LOG_EVERY = 20;

  private final Objective objective;
  private final Training training;
  private final RunFolder folder;
  private final Progress progress;

  public TrainingLoop(Objective objective, Training training, Path folder, Progress progress) {
    this.objective = objective;
    this.training = training;
    this.folder = RunFolder.open(folder);
    this.progress = progress;
  }

  /** Trains to the last step and returns the file of the average with the lowest held-out loss. */
  public Path run() {
    objective.parameters().train(true);
    try (AdamW optimiser = new AdamW(objective.parameters(), training.weightDecay());
        Ema ema = new Ema(objective.parameters(), training.ema())) {
      Checkpoint.Standing standing =
          Files.exists(folder.checkpoint())
              ? Checkpoint.restore(folder.checkpoint(), objective, optimiser, ema)
              : new Checkpoint.Standing(0, Double.POSITIVE_INFINITY);
      double best = standing.best();
      Pace pace = new Pace();
      for (long step = standing.step() + 1; step <= training.steps(); step++) {
        Taken taken = take(step, optimiser);
        ema.update(step);
        pace.count();
        String heldOut = "";
        if (step % training.validateEvery() == 0 || step == training.steps()) {
          double loss = ema.whileApplied(objective::heldOut);
          heldOut = String.format(Locale.ROOT, "%.6f", loss);
          if (loss < best) {
            best = loss;
            write(folder.best(), ema, step, loss);
          }
          write(folder.latest(), ema, step, loss);
          Checkpoint.save(
              folder.checkpoint(), new Checkpoint.Standing(step, best), objective, optimiser, ema);
        }
        if (step % training.previewEvery() == 0 || step == training.steps()) {
          RadiographFiles.write(
              ema.whileApplied(objective::preview), folder.preview(step), Map.of());
        }
        if (step % LOG_EVERY == 0 || !heldOut.isEmpty()) {
          folder.log(
              step,
              taken.loss(),
              taken.norm(),
              training.rate().at(step, training.steps()),
              pace.perSecond(),
              heldOut);
        }
        progress.advance(
            new Step(
                "training",
                step,
                training.steps(),
                String.format(Locale.ROOT, "loss %.4f", taken.loss())));
      }
      return folder.best();
    } finally {
      objective.parameters().train(false);
    }
  }

  private record Taken(double loss, double norm) {}

  private Taken take(long step, AdamW optimiser) {
    return Scope.computing(
        () -> {
          Tensor loss =
              Gradients.on(
                  () ->
                      Precision.named(training.precision())
                          .on(objective.parameters().device(), () -> objective.loss(step)));
          double value = loss.item_double();
          if (!Double.isFinite(value)) {
            throw new DefectException(
                "training step " + step + ": got a loss of " + value + ", expected a finite one");
          }
          loss.backward();
          double norm = optimiser.clip(training.clip());
          optimiser.step(step, training.rate().at(step, training.steps()));
          return new Taken(value, norm);
        });
  }

  private void write(Path file, Ema ema, long step, double heldOut) {
    Map<String, String> metadata = new java.util.LinkedHashMap<>(objective.metadata());
    metadata.put("step", Long.toString(step));
    metadata.put("heldOut", String.format(Locale.ROOT, "%.6f", heldOut));
    WeightFile.write(file, metadata, ema.entries(), Precision.BFLOAT16);
  }

  /** Steps per second since the last question. */
  private static final class Pace {
    private long since = System.nanoTime();
    private long steps;

    void count() {
      steps++;
    }

    double perSecond() {
      long now = System.nanoTime();
      double rate = steps * 1e9 / Math.max(1, now - since);
      since = now;
      steps = 0;
      return rate;
    }
  }
}
