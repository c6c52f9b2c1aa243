package ai.chestnut.training;

import ai.chestnut.expert.Role;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.AnatomyControllerConfig;
import ai.chestnut.models.AnatomyControllerModel;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Anatomy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An anatomy controller's training: films with maps read, autoencoder taken over. */
final class AnatomyControllerRun {

  private AnatomyControllerRun() {}

  static Objective objective(Recipe.AnatomyController recipe, Device device, Progress progress) {
    int structures = Anatomy.values().length;
    Examples reader =
        new Examples(
            Role.FILTER,
            recipe.side(),
            recipe.seed(),
            Optional.empty(),
            AnatomyBank::isWhole,
            device,
            progress);
    List<Example> train = new ArrayList<>();
    List<Example> heldOut = new ArrayList<>();
    List<AnatomyControllerObjective.Pool> pools = new ArrayList<>();
    for (Material material : recipe.materials()) {
      Examples.Parts parts = reader.of(material);
      List<Example> whole =
          parts.train().stream().filter(e -> AnatomyBank.isWhole(e.known())).toList();
      if (whole.isEmpty()) {
        throw new RequestException(
            "material", material.manifest(), "no film with a whole anatomy map", "at least one");
      }
      pools.add(new AnatomyControllerObjective.Pool(train.size(), whole.size(), material.share()));
      train.addAll(whole);
      heldOut.addAll(parts.heldOut());
    }
    AutoencoderModel autoencoder = AutoencoderModel.read(Path.of(recipe.autoencoder()), device);
    AnatomyControllerConfig config =
        new AnatomyControllerConfig(
            recipe.side(), structures, autoencoder.config(), autoencoder.identity().sha256());
    return new AnatomyControllerObjective(
        recipe.objective(),
        AnatomyControllerModel.startedFrom(autoencoder, config, recipe.seed(), device),
        autoencoder,
        AnatomyBank.of(train, recipe.side(), structures, device),
        pools,
        AnatomyBank.of(heldOut, recipe.side(), structures, device),
        recipe.seed());
  }
}
