package ai.chestnut.training;

import ai.chestnut.failure.FileException;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Everything that an exact resume needs, in one float32 weight file: parameters, their average,
 * Adam's moments; step and best held-out loss as metadata.
 */
final class Checkpoint {

  private Checkpoint() {}

  /** Where a run stood. */
  record Standing(long step, double best) {}

  static void save(Path file, Standing standing, Objective objective, AdamW optimiser, Ema ema) {
    Map<String, WeightFile.Entry> entries = new LinkedHashMap<>();
    Stored.put(entries, "parameter.", objective.parameters().byName());
    Stored.put(entries, "average.", ema.average());
    entries.putAll(optimiser.entries());
    Map<String, String> metadata = new LinkedHashMap<>(objective.metadata());
    metadata.put("step", Long.toString(standing.step()));
    metadata.put("best", Double.toString(standing.best()));
    WeightFile.write(file, metadata, entries, Precision.FLOAT32);
  }

  static Standing restore(Path file, Objective objective, AdamW optimiser, Ema ema) {
    WeightFile stored = WeightFile.read(file);
    String config = objective.metadata().getOrDefault("config", "");
    if (!config.equals(stored.metadata().get("config"))) {
      throw new FileException(
          "checkpoint",
          file,
          "a model of configuration " + stored.metadata().get("config"),
          "that of the recipe, " + config);
    }
    Stored.restore(stored.entries(), "parameter.", objective.parameters().byName());
    Stored.restore(stored.entries(), "average.", ema.average());
    optimiser.load(stored.entries());
    return new Standing(
        Long.parseLong(stored.metadata().getOrDefault("step", "0")),
        Double.parseDouble(stored.metadata().getOrDefault("best", "Infinity")));
  }
}
