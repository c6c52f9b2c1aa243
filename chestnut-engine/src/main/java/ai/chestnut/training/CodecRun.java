package ai.chestnut.training;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.nn.Parameters;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Recipes of codecs to their objectives: films of the manifest, fresh weights. */
final class CodecRun {

  private CodecRun() {}

  static Objective objective(Recipe.Autoencoder recipe, Device device) {
    return new AutoencoderObjective(
        recipe.objective(),
        recipe.model(),
        films(recipe.data(), Split.TRAIN),
        films(recipe.data(), Split.VAL),
        recipe.seed(),
        Parameters.random(recipe.seed(), device));
  }

  static Objective objective(Recipe.VisualCodes recipe, Device device) {
    return new VisualCodesObjective(
        recipe.objective(),
        recipe.model(),
        films(recipe.data(), Split.TRAIN),
        films(recipe.data(), Split.VAL),
        recipe.seed(),
        Parameters.random(recipe.seed(), device));
  }

  private static Films films(Recipe.Data data, Split split) {
    Manifest manifest = Manifest.read(Path.of(data.manifest()));
    List<Radiograph> films = new ArrayList<>();
    for (ManifestRow row : new RowChoice(data.leaveOut()).rows(manifest, split)) {
      films.add(manifest.film(row));
    }
    return Films.of(data.side(), films);
  }
}
