package ai.chestnut.training;

import ai.chestnut.dataset.Split;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.models.ControlBranchModel;
import ai.chestnut.models.TextToImageModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;

/** A control branch's training: films with their layouts read and encoded, the base taken over. */
final class ControlBranchRun {

  private ControlBranchRun() {}

  static Objective objective(Recipe.ControlBranch recipe, Device device, Progress progress) {
    AutoencoderModel autoencoder = AutoencoderModel.read(Path.of(recipe.autoencoder()), device);
    TextToImageModel base = TextToImageModel.read(Path.of(recipe.base()), device);
    if (!base.config().autoencoder().equals(autoencoder.identity().sha256())
        || base.config().side() != recipe.side()) {
      throw new RequestException(
          "control branch recipe",
          "base, autoencoder, side",
          recipe.base() + " at " + base.config().side() + " pixels",
          "a model of this autoencoder and side");
    }
    ControlBranchModel branch =
        ControlBranchModel.beside(base, recipe.hintChannels(), recipe.seed());
    return new ControlBranchObjective(
        recipe.objective(),
        base,
        branch,
        autoencoder,
        material(
            recipe,
            base,
            branch,
            autoencoder,
            Split.TRAIN,
            recipe.objective().variants(),
            progress),
        material(recipe, base, branch, autoencoder, Split.VAL, 1, progress),
        recipe.seed());
  }

  private static ControlBranchObjective.Material material(
      Recipe.ControlBranch recipe,
      TextToImageModel base,
      ControlBranchModel branch,
      AutoencoderModel autoencoder,
      Split split,
      int variants,
      Progress progress) {
    CaptionedFilms films =
        CaptionedFilms.read(
            recipe.materials(),
            split,
            recipe.side(),
            base.config().text().length(),
            recipe.objective().rareness());
    return new ControlBranchObjective.Material(
        TextToImageRun.encoded(
            films,
            autoencoder,
            recipe.objective().augmentation(),
            variants,
            recipe.seed(),
            progress),
        ControlLayouts.of(
            films.rows(), branch.planes(), recipe.side(), base.parameters().device()));
  }
}
