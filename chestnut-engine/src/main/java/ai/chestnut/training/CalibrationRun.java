package ai.chestnut.training;

import ai.chestnut.config.Toml;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.expert.CalibrationFilm;
import ai.chestnut.expert.Experts;
import ai.chestnut.expert.FeatureScatter;
import ai.chestnut.expert.FilmTypicality;
import ai.chestnut.expert.FilmTypicalityConfig;
import ai.chestnut.expert.FindingClassifier;
import ai.chestnut.expert.GateCalibration;
import ai.chestnut.expert.GateFitting;
import ai.chestnut.expert.LesionSegmenter;
import ai.chestnut.expert.MaskFitting;
import ai.chestnut.expert.MaskThreshold;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.Mask;
import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.models.ModelIdentity;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Sha256;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.WeightFile;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Fits a panel's gates: typicality from many real films, mask thresholds from films with known
 * lesions, then bounds from held-out real films. Writes {@code <role>-calibration.toml} and {@code
 * <role>-film-typicality.safetensors} into the run's folder.
 */
record CalibrationRun(Recipe.Calibration recipe, Path folder, Device device, Progress progress) {

  private static final int HASH_DIGITS = 12;

  Path run() {
    GateCalibration none = GateCalibration.none(recipe.role());
    try (ExpertSet set = ExpertSet.read(Path.of(recipe.experts()), recipe.role(), none, device)) {
      Optional<Path> typical =
          recipe.typical().map(films -> typicality(films, set.panel().experts(), set.identities()));
      if (typical.isEmpty()) {
        return fit(set, set.panel().experts());
      }
      try (ExpertModel<FilmTypicalityConfig, FilmTypicality> model =
          ExpertKind.FILM_TYPICALITY.read(typical.get(), recipe.role(), device)) {
        return fit(set, set.panel().experts().with(model.network()));
      }
    }
  }

  private Path fit(ExpertSet set, Experts experts) {
    Map<String, MaskThreshold> masks =
        experts.lesions().isPresent() ? masks(experts.lesions().get()) : Map.of();
    Manifest manifest = Manifest.read(Path.of(recipe.films().manifest()));
    List<ManifestRow> rows = rows(recipe.films(), manifest);
    List<CalibrationFilm> films = new ArrayList<>();
    for (ManifestRow row : rows) {
      films.add(
          CalibrationFilm.look(
              experts, manifest.film(row), row.patient(), row.labelPrompt(), labels(row)));
      progress.advance(Step.of("looking at films", films.size(), rows.size()));
    }
    GateCalibration fitted =
        GateFitting.fit(
                GateCalibration.none(recipe.role()).withMasks(masks),
                films,
                recipe.passRate(),
                told(set.identities()))
            .calibration();
    Path file = folder.resolve(ExpertSet.calibrationFile(recipe.role()));
    AtomicFile.write(file, Toml.write(fitted));
    return file;
  }

  /** Which films and which experts, so that nobody takes these gates for others'. */
  private String told(List<ModelIdentity> identities) {
    GateFilms films = recipe.films();
    Path table = Path.of(films.manifest()).resolve(Manifest.FILE_NAME);
    List<String> names =
        identities.stream()
            .map(each -> each.name() + " " + each.sha256().substring(0, HASH_DIGITS))
            .toList();
    return "split "
        + films.split()
        + " of manifest "
        + Sha256.of(table).substring(0, HASH_DIGITS)
        + (films.leaveOut().isEmpty() ? "" : " without " + films.leaveOut())
        + "; experts "
        + String.join(", ", names);
  }

  private Path typicality(GateFilms films, Experts experts, List<ModelIdentity> identities) {
    FindingClassifier classifier =
        experts
            .findings()
            .orElseThrow(
                () ->
                    new RequestException(
                        "calibration",
                        "typical",
                        "no finding classifier in " + recipe.experts(),
                        "one, for its features measure what is typical"));
    Manifest manifest = Manifest.read(Path.of(films.manifest()));
    List<ManifestRow> rows = rows(films, manifest);
    List<double[]> features = new ArrayList<>();
    for (ManifestRow row : rows) {
      features.add(classifier.features(manifest.film(row)));
      progress.advance(Step.of("typical films", features.size(), rows.size()));
    }
    String name = recipe.role().expert(FindingClassifier.NAME);
    String sha256 =
        identities.stream()
            .filter(each -> each.name().equals(name))
            .map(ModelIdentity::sha256)
            .findFirst()
            .orElse("");
    FeatureScatter scatter = FeatureScatter.of(features);
    Path file = ExpertSet.file(folder, recipe.role(), ExpertKind.FILM_TYPICALITY);
    WeightFile.write(
        file,
        ExpertKind.FILM_TYPICALITY.metadata(scatter.config(recipe.role(), sha256)),
        scatter.entries(),
        Precision.FLOAT32);
    return file;
  }

  private Map<String, MaskThreshold> masks(LesionSegmenter segmenter) {
    int side = segmenter.config().encoder().side();
    Examples examples =
        new Examples(
            recipe.role(),
            side,
            recipe.seed(),
            Optional.empty(),
            known -> known.lesions().isPresent(),
            device,
            progress);
    MaskFitting fitting = new MaskFitting();
    for (Material material : recipe.lesions()) {
      for (Example example : examples.heldOut(material)) {
        add(fitting, segmenter, example, side);
      }
    }
    return fitting.thresholds();
  }

  private static void add(
      MaskFitting fitting, LesionSegmenter segmenter, Example example, int side) {
    if (example.known().lesions().isEmpty()) {
      return;
    }
    int[] pixels = example.known().lesions().get();
    short[] grey = new short[side * side];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (short) (example.film()[i] & 0xFF);
    }
    segmenter
        .probabilities(Radiograph.of(side, side, 8, grey))
        .forEach(
            (finding, seen) -> {
              int bit = 1 << finding.ordinal();
              if ((example.known().knownLesions() & bit) != 0) {
                Mask truth = Mask.where(side, side, i -> (pixels[i] & bit) != 0);
                fitting.add(finding, seen, truth);
              }
            });
  }

  private static List<ManifestRow> rows(GateFilms films, Manifest manifest) {
    Split split = Split.named(films.split()).orElseThrow();
    return new RowChoice(films.leaveOut()).rows(manifest, split);
  }

  /** A broader finding is at least as present as its narrower ones. */
  private static Map<Finding, Integer> labels(ManifestRow row) {
    Map<Finding, Integer> labels = new EnumMap<>(Finding.class);
    row.labels()
        .forEach(
            (finding, label) -> {
              if (label >= 0) {
                labels.merge(finding, label, Math::max);
              }
              if (label == 1) {
                Optional<Finding> broader = finding.parent();
                while (broader.isPresent()) {
                  labels.put(broader.get(), 1);
                  broader = broader.get().parent();
                }
              }
            });
    return labels;
  }
}
