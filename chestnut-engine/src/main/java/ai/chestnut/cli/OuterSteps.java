package ai.chestnut.cli;

import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;

/**
 * Of steps within steps, those worth showing: the solver's for a single film, the finished films
 * for several.
 *
 * @param films in all
 * @param before films that were done before
 */
record OuterSteps(Progress shown, int films, int before) implements Progress {

  OuterSteps(Progress shown, int films) {
    this(shown, films, 0);
  }

  private static final String FILMS = "studies";

  @Override
  public void step(Step step) {
    boolean film = step.phase().equals(FILMS);
    if (film && films > 1) {
      shown.step(Step.of(FILMS, before + step.done(), films));
    } else if (!film && films == 1) {
      shown.step(step);
    }
  }

  @Override
  public boolean cancelled() {
    return shown.cancelled();
  }
}
