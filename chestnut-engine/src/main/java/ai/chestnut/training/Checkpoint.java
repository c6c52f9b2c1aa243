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

  /**
   * Where a run stood.
   *
   * @param seconds it has taken so far
   */
  record Standing(long step, double best, double seconds) {

    static final Standing START = new Standing(0, Double.POSITIVE_INFINITY, 0);
  }

  static void save(Path file, Standing standing, Map<String, String> facts, Learners learners) {
    Map<String, String> metadata = new LinkedHashMap<>(facts);
    metadata.put("step", Long.toString(standing.step()));
    metadata.put("best", Double.toString(standing.best()));
    if (learners.timed()) {
      metadata.put("seconds", Double.toString(standing.seconds()));
    }
    WeightFile.write(file, metadata, learners.entries(), Precision.FLOAT32);
  }

  static Standing restore(Path file, Map<String, String> facts, Learners learners) {
    WeightFile stored = WeightFile.read(file);
    String config = facts.getOrDefault("config", "");
    if (!config.equals(stored.metadata().get("config"))) {
      throw new FileException(
          "checkpoint",
          file,
          "a model of configuration " + stored.metadata().get("config"),
          "that of the recipe, " + config);
    }
    learners.load(stored.entries());
    return new Standing(
        Long.parseLong(stored.metadata().getOrDefault("step", "0")),
        Double.parseDouble(stored.metadata().getOrDefault("best", "Infinity")),
        Double.parseDouble(stored.metadata().getOrDefault("seconds", "0")));
  }
}
