package ai.chestnut.training;

import ai.chestnut.config.Toml;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.language.TextEncoderConfig;
import ai.chestnut.models.AutoencoderModel;
import ai.chestnut.models.TextToImageConfig;
import ai.chestnut.models.TextToImageModel;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.Tokenizer;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A recipe on a device, in a run folder: reads the films, builds the objective, hands both to the
 * loop.
 */
public final class TrainingRun {

  private final Recipe recipe;
  private final Path folder;
  private final Device device;
  private final Progress progress;

  /**
   * @param folder of the run; a run that is there already is resumed
   */
  public TrainingRun(Recipe recipe, Path folder, Device device, Progress progress) {
    this.recipe = recipe;
    this.folder = folder;
    this.device = device;
    this.progress = progress;
  }

  /**
   * Trains and returns the weight file of the lowest held-out loss, or fits gates and returns the
   * calibration file.
   */
  public Path run() {
    RunFolder.open(folder).recipe(Toml.write(recipe));
    if (recipe instanceof Recipe.Expert expert) {
      return new ExpertRun(expert, folder, device, progress).run();
    }
    if (recipe instanceof Recipe.Calibration calibration) {
      return new CalibrationRun(calibration, folder, device, progress).run();
    }
    return train((Recipe.Trained) recipe);
  }

  private Path train(Recipe.Trained trained) {
    try (Objective objective = objective()) {
      trained
          .warmStart()
          .ifPresent(file -> objective.parameters().load(WeightFile.read(Path.of(file)).entries()));
      return new TrainingLoop(objective, trained.training(), folder, progress).run();
    }
  }

  private Objective objective() {
    if (recipe instanceof Recipe.Autoencoder autoencoder) {
      return CodecRun.objective(autoencoder, device);
    }
    if (recipe instanceof Recipe.VisualCodes codes) {
      return CodecRun.objective(codes, device);
    }
    if (recipe instanceof Recipe.AnatomyController controller) {
      return AnatomyControllerRun.objective(controller, device, progress);
    }
    if (recipe instanceof Recipe.ProgressiveGan progressive) {
      return ProgressiveGanRun.objective(progressive, folder, device);
    }
    if (recipe instanceof Recipe.Layout layout) {
      return LayoutRun.objective(layout, device, progress);
    }
    if (recipe instanceof Recipe.PatchWordAligner aligner) {
      return AlignerRun.objective(aligner, device, progress);
    }
    if (recipe instanceof Recipe.ImageTokens tokens) {
      return ImageTokenRun.objective(tokens, folder, device, progress);
    }
    return denoising((Recipe.TextToImage) recipe);
  }

  private Objective denoising(Recipe.TextToImage wanted) {
    Manifest manifest = Manifest.read(Path.of(wanted.data().manifest()));
    RowChoice choice = new RowChoice(wanted.data().leaveOut());
    List<ManifestRow> train = choice.rows(manifest, Split.TRAIN);
    List<ManifestRow> heldOut = choice.rows(manifest, Split.VAL);
    AutoencoderModel autoencoder = AutoencoderModel.read(Path.of(wanted.autoencoder()), device);
    DenoisingObjective.Material seen =
        material(wanted, autoencoder, manifest, train, "train", wanted.objective().variants());
    DenoisingObjective.Material kept =
        material(wanted, autoencoder, manifest, heldOut, "held-out", 1);
    TextToImageConfig config =
        new TextToImageConfig(
            wanted.data().side(),
            wanted.prediction(),
            new TextEncoderConfig(
                Tokenizer.standard().size(),
                wanted.text().length(),
                wanted.model().contextWidth(),
                wanted.text().layers()),
            wanted.model(),
            autoencoder.identity().sha256(),
            seen.latents().scale(autoencoder.config().latentChannels()));
    TextToImageModel model = TextToImageModel.random(config, wanted.seed(), device);
    return new DenoisingObjective(
        wanted.objective(), model, autoencoder, seen, kept, wanted.seed());
  }

  private DenoisingObjective.Material material(
      Recipe.TextToImage wanted,
      AutoencoderModel autoencoder,
      Manifest manifest,
      List<ManifestRow> rows,
      String part,
      int variants) {
    LatentBank latents =
        LatentBank.open(
            folder.resolve("latents-" + part + ".safetensors"),
            autoencoder,
            films(wanted.data(), manifest, rows),
            wanted.objective().augmentation(),
            variants,
            wanted.seed(),
            progress);
    return new DenoisingObjective.Material(
        latents, new Captions(rows, wanted.text().length()), rows.size());
  }

  static Films films(Recipe.Data data, Manifest manifest, List<ManifestRow> rows) {
    List<Radiograph> films = new ArrayList<>();
    rows.forEach(row -> films.add(manifest.film(row)));
    return Films.of(data.side(), films);
  }
}
