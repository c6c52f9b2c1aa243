package ai.chestnut.spark;

import ai.chestnut.Chestnut;
import ai.chestnut.archive.ArchiveSource;
import ai.chestnut.archive.Plan;
import ai.chestnut.config.Toml;
import ai.chestnut.models.Catalogue;
import ai.chestnut.production.PlannedStudies;
import ai.chestnut.synthesis.StudyMakers;
import ai.chestnut.tensor.Device;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The models of an executor: loaded when the first of its tasks needs them, shared by all, and let
 * go with the Java machine. Tasks of one executor take turns, film by film, since libtorch uses all
 * of the executor's cores for one.
 */
final class ExecutorModels {

  private static final Map<String, PlannedStudies> LOADED = new ConcurrentHashMap<>();

  private ExecutorModels() {}

  /** What makes the studies of a plan, given as TOML. */
  static ArchiveSource of(String plan) {
    return LOADED.computeIfAbsent(plan, ExecutorModels::loaded);
  }

  private static PlannedStudies loaded(String plan) {
    return new PlannedStudies(
        Toml.parse(plan, "plan", Plan.class),
        () -> new StudyMakers(Catalogue.standard(), Device.CPU, Chestnut.software()),
        1);
  }

  /** How many plans' models this Java machine holds. */
  static int count() {
    return LOADED.size();
  }
}
