package ai.chestnut.training;

import ai.chestnut.config.Toml;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.progress.Progress;
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
    if (recipe instanceof Recipe.AnatomyShape shape) {
      return new AnatomyShapeRun(shape, folder, device, progress).run();
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
    if (recipe instanceof Recipe.ControlBranch branch) {
      return ControlBranchRun.objective(branch, device, progress);
    }
    return TextToImageRun.objective((Recipe.TextToImage) recipe, device, progress);
  }

  static Films films(Recipe.Data data, Manifest manifest, List<ManifestRow> rows) {
    List<Radiograph> films = new ArrayList<>();
    rows.forEach(row -> films.add(manifest.film(row)));
    return Films.of(data.side(), films);
  }
}
