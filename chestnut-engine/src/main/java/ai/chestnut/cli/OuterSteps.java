package ai.chestnut.cli;

import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;

/**
 * Of steps within steps, those worth showing: the solver's for a single film, the finished films
 * for several.
 */
record OuterSteps(Progress shown, int films) implements Progress {

  private static final String FILMS = "studies";

  @Override
  public void step(Step step) {
    if (step.phase().equals(FILMS) == films > 1) {
      shown.step(step);
    }
  }

  @Override
  public boolean cancelled() {
    return shown.cancelled();
  }
}
