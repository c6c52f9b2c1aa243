package ai.chestnut.training;

import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

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

  /** Trains to the end and returns the file of the average with the lowest held-out loss. */
  public Path run() {
    try (Learners learners = new Learners(objective, training)) {
      Checkpoint.Standing standing =
          Files.exists(folder.checkpoint())
              ? Checkpoint.restore(folder.checkpoint(), objective.metadata(), learners)
              : Checkpoint.Standing.START;
      double best = standing.best();
      Pace pace = new Pace(standing.seconds());
      double share = training.share(standing.step(), standing.seconds());
      for (long step = standing.step() + 1; share < 1; step++) {
        objective.reached(share);
        double done = training.share(step, pace.seconds());
        double rate = training.rate().at(step, done) * objective.pace();
        Learners.Taken taken = learners.take(step, rate);
        share = training.share(step, pace.seconds());
        boolean last = share >= 1;
        pace.count();
        String heldOut = "";
        if (step % training.validateEvery() == 0 || last) {
          double loss = learners.whileAveraged(objective::heldOut);
          heldOut = String.format(Locale.ROOT, "%.6f", loss);
          if (loss < best) {
            best = loss;
            write(folder.best(), learners, step, loss);
          }
          write(folder.latest(), learners, step, loss);
          Checkpoint.save(
              folder.checkpoint(),
              new Checkpoint.Standing(step, best, pace.seconds()),
              objective.metadata(),
              learners);
        }
        if (step % training.previewEvery() == 0 || last) {
          RadiographFiles.write(
              learners.whileAveraged(objective::preview), folder.preview(step), Map.of());
        }
        if (step % LOG_EVERY == 0 || !heldOut.isEmpty()) {
          folder.log(
              step, taken.loss(), taken.rivalLoss(), taken.norm(), rate, pace.perSecond(), heldOut);
        }
        progress.advance(
            new Step(
                "training",
                Math.min(training.steps(), Math.round(share * training.steps())),
                training.steps(),
                String.format(Locale.ROOT, "loss %.4f", taken.loss())));
      }
      return folder.best();
    }
  }

  private void write(Path file, Learners learners, long step, double heldOut) {
    Map<String, String> metadata = new java.util.LinkedHashMap<>(objective.metadata());
    metadata.put("step", Long.toString(step));
    metadata.put("heldOut", String.format(Locale.ROOT, "%.6f", heldOut));
    Map<String, WeightFile.Entry> entries = new java.util.LinkedHashMap<>(learners.averaged());
    entries.putAll(objective.companions());
    WeightFile.write(file, metadata, entries, Precision.BFLOAT16);
  }

  /** Time gone, and steps per second since the last question. */
  private static final class Pace {
    private final double before;
    private final long start = System.nanoTime();
    private long since = start;
    private long steps;

    /**
     * @param before seconds that the run took before it was resumed
     */
    Pace(double before) {
      this.before = before;
    }

    double seconds() {
      return before + (System.nanoTime() - start) / 1e9;
    }

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
