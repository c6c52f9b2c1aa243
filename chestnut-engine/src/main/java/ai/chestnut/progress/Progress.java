package ai.chestnut.progress;

import ai.chestnut.failure.CancelledException;

/** The road between a loop and whoever watches it: steps travel out, cancellation travels back. */
@FunctionalInterface
public interface Progress {

  /** Nobody watches; never cancelled. */
  Progress SILENT = step -> {};

  /** Called by the loop after every unit; must be quick. */
  void step(Step step);

  /** Whether the watcher wants the work to stop; loops ask between units. */
  default boolean cancelled() {
    return false;
  }

  /**
   * Reports a step and leaves the loop with {@link CancelledException} if the watcher has asked for
   * it.
   */
  default void advance(Step step) {
    step(step);
    if (cancelled()) {
      throw new CancelledException(step.phase());
    }
  }
}
