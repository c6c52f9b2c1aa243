package ai.chestnut.evaluation.utility;

import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.learner.NetShape;
import ai.chestnut.evaluation.learner.SmallNet;
import java.util.List;
import java.util.Optional;

/** What nets learn in an experiment, and how their answers are scored. */
sealed interface UtilityTask permits FindingTask, MaskTask, BoxTask {

  /** An untrained net for this task. */
  SmallNet net(NetShape shape, long seed);

  /**
   * What is to be said of a film: one byte a number as {@link
   * ai.chestnut.evaluation.learner.Lesson#target}; nothing for a film that says nothing of this.
   */
  Optional<byte[]> target(FilmSet set, int film, UtilityRecipe.Unmentioned unmentioned, int side);

  /** Scores the answers of one net to the test films. */
  Answers answers(List<float[]> said, List<byte[]> targets, int side);

  static UtilityTask of(UtilityRecipe.Task task) {
    return switch (task.kind()) {
      case CLASSIFICATION -> FindingTask.named(task.findings());
      case SEGMENTATION -> new MaskTask(Target.named(task.target()));
      case DETECTION -> new BoxTask(Target.named(task.target()));
    };
  }
}
