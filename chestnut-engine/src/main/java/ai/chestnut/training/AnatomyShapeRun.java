package ai.chestnut.training;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.MaskFiles;
import ai.chestnut.models.AnatomyShapes;
import ai.chestnut.placement.AnatomyKnobs;
import ai.chestnut.placement.AnatomyMeasures;
import ai.chestnut.placement.AnatomyShapeConfig;
import ai.chestnut.placement.AnatomyShapeModel;
import ai.chestnut.placement.JointNormal;
import ai.chestnut.placement.ShapeField;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.OverlapLayer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Fits a shape model to the anatomy maps of a manifest's split train and writes {@code
 * best.safetensors} with what it measured: the share of variance that its modes hold, how well they
 * redraw held-out anatomies, and how close anatomies that it draws come to those it was fitted to.
 */
record AnatomyShapeRun(Recipe.AnatomyShape recipe, Path folder, Device device, Progress progress) {

  private static final int SAMPLES = 64;
  private static final int SHEET = 16;
  private static final int PICTURE = 96;
  private static final int FEWEST = 10;

  /** Maps with what is measured on each. */
  private record Shapes(List<AnatomyMap> maps, List<float[]> fields, List<double[]> measures) {}

  Path run() {
    Manifest manifest = Manifest.read(Path.of(recipe.data().manifest()));
    RowChoice choice = new RowChoice(recipe.data().leaveOut());
    Shapes train = shapes(manifest, choice.rows(manifest, Split.TRAIN));
    Shapes heldOut = shapes(manifest, choice.rows(manifest, Split.VAL));
    if (train.maps().size() < FEWEST) {
      throw new RequestException(
          "anatomy shape",
          recipe.data().manifest(),
          train.maps().size() + " anatomy maps",
          "at least " + FEWEST);
    }
    int side = recipe.data().side();
    AnatomyShapeConfig config =
        new AnatomyShapeConfig(side, recipe.components(), train.maps().size());
    ShapeFitting fitted = ShapeFitting.of(train.fields(), recipe.components(), device);
    JointNormal joint = JointNormal.fitted(fitted.beside(train.measures()));
    AnatomyShapeModel model = fitted.model(config, joint);
    Map<String, String> measured = new LinkedHashMap<>();
    measured.put("explained", number(fitted.explained()));
    measured.put("heldOutLungs", number(redrawn(model, heldOut)));
    measured.put("nearestTrained", number(nearest(model, train)));
    Path file = RunFolder.open(folder).best();
    AnatomyShapes.write(file, config, fitted.mean(), fitted.basis(), joint, measured);
    RadiographFiles.write(
        sheet(AnatomyShapes.read(file).model()), RunFolder.open(folder).preview(0), Map.of());
    return file;
  }

  private Shapes shapes(Manifest manifest, List<ManifestRow> rows) {
    Shapes shapes = new Shapes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (ManifestRow row : rows) {
      if (row.masks().anatomy().isPresent()) {
        AnatomyMap map = read(manifest, row, row.masks().anatomy().get());
        Optional<AnatomyMeasures> measures = AnatomyMeasures.of(map);
        if (measures.isPresent()) {
          shapes.maps().add(map);
          shapes.fields().add(ShapeField.of(map, recipe.data().side()));
          shapes.measures().add(measures.get().row(row.sex(), row.view()));
        }
      }
      progress.advance(Step.of("reading anatomies", shapes.maps().size(), rows.size()));
    }
    return shapes;
  }

  private static AnatomyMap read(Manifest manifest, ManifestRow row, String file) {
    Map<OverlapLayer, Mask> layers = new LinkedHashMap<>();
    row.layer(OverlapLayer.LUNG_ENVELOPE)
        .ifPresent(
            name ->
                layers.put(OverlapLayer.LUNG_ENVELOPE, MaskFiles.readMask(manifest.path(name))));
    return MaskFiles.readAnatomy(manifest.path(file), layers);
  }

  /** Mean Dice of the lungs of held-out maps and what the modes make of them. */
  private static double redrawn(AnatomyShapeModel model, Shapes heldOut) {
    return heldOut.maps().stream()
        .mapToDouble(map -> model.redrawn(map).lungs().dice(map.lungs()))
        .average()
        .orElse(0);
  }

  /** Of anatomies that are drawn, the highest Dice of the lungs with any fitted one. */
  private static double nearest(AnatomyShapeModel model, Shapes train) {
    List<Mask> known =
        train.maps().stream().map(map -> map.lungs().resized(PICTURE, PICTURE)).toList();
    double highest = 0;
    for (int i = 0; i < SAMPLES; i++) {
      RandomStream stream = RandomStream.of(0, i, "anatomy nearest");
      Mask drawn = model.sample(AnatomyKnobs.OPEN, PICTURE, stream).lungs();
      highest = Math.max(highest, known.stream().mapToDouble(drawn::dice).max().orElse(0));
    }
    return highest;
  }

  private static Radiograph sheet(AnatomyShapeModel model) {
    List<float[]> pictures = new ArrayList<>();
    for (int i = 0; i < SHEET; i++) {
      byte[] codes =
          model.sample(AnatomyKnobs.OPEN, PICTURE, RandomStream.of(1, i, "anatomy sheet")).codes();
      float[] grey = new float[codes.length];
      for (int p = 0; p < grey.length; p++) {
        grey[p] = codes[p] / 4f - 1;
      }
      pictures.add(grey);
    }
    return Sheet.of(pictures, PICTURE, 8);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}
