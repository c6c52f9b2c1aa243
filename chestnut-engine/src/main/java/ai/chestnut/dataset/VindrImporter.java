package ai.chestnut.dataset;

import ai.chestnut.vocabulary.View;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * VinDr-CXR (Nguyen et al., Sci Data 2022): {@code image_labels_train.csv} and {@code
 * annotations_train.csv}, the same for test, in the source or in {@code annotations}. The
 * collection comes as DICOM; films converted to PNG or JPEG under their own names are preferred,
 * and both are taken from anywhere below the source. All films are PA. There is no patient: every
 * film counts as one.
 *
 * <p>Boxes are in pixels of the original film and stand in the extra column {@code boxes}.
 */
public final class VindrImporter implements Importer {

  @Override
  public String format() {
    return "vindr";
  }

  @Override
  public Collected collect(Path source) {
    ImageFiles images = new ImageFiles(source);
    Collected collected = new Collected();
    collect(source, "train", images, collected);
    if (find(source, "image_labels_test.csv").isPresent()) {
      collect(source, "test", images, collected);
    }
    return collected;
  }

  private static void collect(Path source, String part, ImageFiles images, Collected collected) {
    Boxes boxes = boxes(source, "annotations_" + part + ".csv");
    String name = "image_labels_" + part + ".csv";
    Table table = Table.read(find(source, name).orElse(source.resolve(name))).require("image_id");
    Map<String, VindrLabels> readings = new LinkedHashMap<>();
    for (TableRow row : table.rows()) {
      readings.computeIfAbsent(row.require("image_id"), image -> new VindrLabels()).add(row);
    }
    readings.forEach(
        (image, labels) -> {
          String patient = "vindr:" + image;
          Split hashed = Split.ofPatient("vindr", patient);
          Split split =
              part.equals("test") ? Split.TEST : hashed == Split.VAL ? Split.VAL : Split.TRAIN;
          collected.take(
              new ManifestRow(
                  images.pathOf(image),
                  new Subject(patient, Optional.empty(), OptionalInt.empty()),
                  Optional.of(split),
                  Optional.of(View.PA),
                  "",
                  labels.labels(),
                  RowMasks.NONE,
                  new Origin(
                      "vindr-cxr",
                      "PhysioNet Credentialed Health Data License 1.5.0",
                      Map.of(Boxes.COLUMN, boxes.of(image)))),
              labels.first());
        });
  }

  private static Boxes boxes(Path source, String name) {
    Boxes boxes = new Boxes();
    Optional<Path> file = find(source, name);
    if (file.isPresent()) {
      Table table =
          Table.read(file.get())
              .require("image_id", "class_name", "x_min", "y_min", "x_max", "y_max");
      for (TableRow row : table.rows()) {
        if (row.get("x_min").isEmpty()) {
          continue; // "No finding" has a row without a box
        }
        double left = Boxes.number(row, "x_min");
        double top = Boxes.number(row, "y_min");
        boxes.add(
            row.require("image_id"),
            row.require("class_name"),
            left,
            top,
            Boxes.number(row, "x_max") - left,
            Boxes.number(row, "y_max") - top);
      }
    }
    return boxes;
  }

  private static Optional<Path> find(Path source, String name) {
    return ForeignCell.table(source, List.of(name, "annotations/" + name));
  }
}
