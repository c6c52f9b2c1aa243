package ai.chestnut.training;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.Split;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;

/** A recipe of a progressive generator: uploads its films, builds the objective. */
final class ProgressiveGanRun {

  private ProgressiveGanRun() {}

  /** The objective; no label reaches it. */
  static Objective objective(Recipe.ProgressiveGan recipe, Path folder, Device device) {
    Manifest manifest = Manifest.read(Path.of(recipe.data().manifest()));
    RowChoice choice = new RowChoice(recipe.data().leaveOut());
    Films train = TrainingRun.films(recipe.data(), manifest, choice.rows(manifest, Split.TRAIN));
    Films heldOut = TrainingRun.films(recipe.data(), manifest, choice.rows(manifest, Split.VAL));
    return new ProgressiveObjective(
        recipe.objective(),
        recipe.model(),
        FilmBank.of(train, device),
        FilmBank.of(heldOut, device),
        RunFolder.open(folder),
        recipe.seed(),
        device);
  }
}
