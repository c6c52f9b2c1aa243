package ai.chestnut.training;

import ai.chestnut.dataset.Split;
import ai.chestnut.failure.RequestException;
import ai.chestnut.language.TextEncoderConfig;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.models.TextToImageConfig;
import ai.chestnut.models.TextToImageModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A text-to-image model's training: films read, captioned and encoded, networks built. */
final class TextToImageRun {

  private TextToImageRun() {}

  static Objective objective(Recipe.TextToImage recipe, Device device, Progress progress) {
    Recipe.Data data = recipe.data();
    List<Captioned> materials = new ArrayList<>();
    materials.add(new Captioned(data.manifest(), recipe.share(), data.leaveOut(), "labels"));
    materials.addAll(recipe.told());
    AutoencoderModel autoencoder = AutoencoderModel.read(Path.of(recipe.autoencoder()), device);
    DenoisingObjective.Settings settings = recipe.objective();
    DenoisingObjective.Material train =
        material(recipe, materials, autoencoder, Split.TRAIN, settings.variants(), progress);
    DenoisingObjective.Material heldOut =
        material(recipe, materials, autoencoder, Split.VAL, 1, progress);
    TextToImageConfig config =
        recipe
            .warmStart()
            .map(file -> continued(recipe, Path.of(file), autoencoder, device))
            .orElseGet(() -> fresh(recipe, autoencoder, train.latents()));
    TextToImageModel model = TextToImageModel.random(config, recipe.seed(), device);
    return new DenoisingObjective(settings, model, autoencoder, train, heldOut, recipe.seed());
  }

  private static TextToImageConfig fresh(
      Recipe.TextToImage recipe, AutoencoderModel autoencoder, LatentBank latents) {
    return new TextToImageConfig(
        recipe.data().side(),
        recipe.prediction(),
        new TextEncoderConfig(
            Tokenizer.standard().size(),
            recipe.text().length(),
            recipe.model().contextWidth(),
            recipe.text().layers()),
        recipe.model(),
        autoencoder.identity().sha256(),
        latents.scale());
  }

  /** A model that goes on learning keeps the scale of latents that it was taught. */
  private static TextToImageConfig continued(
      Recipe.TextToImage recipe, Path file, AutoencoderModel autoencoder, Device device) {
    try (TextToImageModel before = TextToImageModel.read(file, device)) {
      TextToImageConfig config = before.config();
      if (!config.autoencoder().equals(autoencoder.identity().sha256())
          || !config.network().equals(recipe.model())
          || !config.prediction().equals(recipe.prediction())) {
        throw new RequestException(
            "text-to-image recipe",
            "warmStart",
            "a model of " + config.prediction() + ", " + config.network(),
            "the recipe's prediction, network and autoencoder, or a recipe with the model's");
      }
      return config;
    }
  }

  static DenoisingObjective.Material material(
      Recipe.TextToImage recipe,
      List<Captioned> materials,
      AutoencoderModel autoencoder,
      Split split,
      int variants,
      Progress progress) {
    DenoisingObjective.Settings settings = recipe.objective();
    CaptionedFilms films =
        CaptionedFilms.read(
            materials, split, recipe.data().side(), recipe.text().length(), settings.rareness());
    return encoded(films, autoencoder, settings.augmentation(), variants, recipe.seed(), progress);
  }

  static DenoisingObjective.Material encoded(
      CaptionedFilms films,
      AutoencoderModel autoencoder,
      Augmentation augmentation,
      int variants,
      long seed,
      Progress progress) {
    return new DenoisingObjective.Material(
        films,
        LatentBank.of(autoencoder, films.films(), augmentation, variants, seed, progress),
        CaptionBank.of(films.captions(), seed, autoencoder.parameters().device()));
  }
}
