package ai.chestnut.study;

import java.util.List;

/**
 * How a study came to be: enough to make it again, and no time, host or path.
 *
 * @param synthetic whether the film was made by a program; false for a reviewed film that does not
 *     say so
 * @param software name and version, such as {@code chestnut 0.1.0}
 * @param sampler solver, steps, guidance, batch shape, threads
 * @param more what a method adds, each under its own key, such as {@code latentClassOptimisation}
 */
public record Provenance(
    boolean synthetic, String software, List<ModelUsed> models, Facts sampler, Facts more) {

  public Provenance {
    models = List.copyOf(models);
    for (String taken : List.of("synthetic", "software", "models", "sampler")) {
      if (more.values().containsKey(taken)) {
        throw new IllegalArgumentException(
            "provenance: got a second '" + taken + "', expected one");
      }
    }
  }

  public static Provenance of(String software, List<ModelUsed> models, Facts sampler) {
    return new Provenance(true, software, models, sampler, Facts.NONE);
  }

  /** For a film that was not made here but looked at. */
  public static Provenance ofReview(boolean synthetic, String software, List<ModelUsed> models) {
    return new Provenance(synthetic, software, models, Facts.NONE, Facts.NONE);
  }

  /** With one more fact; one of the same key is replaced. */
  public Provenance with(String key, Object value) {
    return new Provenance(synthetic, software, models, sampler, more.with(key, value));
  }
}
