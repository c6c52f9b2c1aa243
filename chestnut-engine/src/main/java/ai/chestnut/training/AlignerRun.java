package ai.chestnut.training;

import ai.chestnut.dataset.Split;
import ai.chestnut.language.PatchWordAlignerConfig;
import ai.chestnut.language.TextEncoderConfig;
import ai.chestnut.models.PatchWordAlignerModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.tensor.Device;

/** What a recipe of a patch-word aligner asks for. */
final class AlignerRun {

  private AlignerRun() {}

  static Objective objective(Recipe.PatchWordAligner recipe, Device device, Progress progress) {
    PatchWordAlignerConfig config =
        new PatchWordAlignerConfig(
            recipe.model(),
            new TextEncoderConfig(
                Tokenizer.standard().size(),
                recipe.text().length(),
                recipe.textWidth(),
                recipe.text().layers()),
            recipe.width());
    int side = recipe.model().side();
    int grid = recipe.model().grid();
    return new AlignerObjective(
        recipe.objective(),
        PatchWordAlignerModel.random(config, recipe.seed(), device),
        ToldFilms.read(recipe.sources(), Split.TRAIN, side, grid, progress),
        ToldFilms.read(recipe.sources(), Split.VAL, side, grid, progress),
        recipe.seed());
  }
}
