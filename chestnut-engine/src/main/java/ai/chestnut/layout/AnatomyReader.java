package ai.chestnut.layout;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.vocabulary.Anatomy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * An anatomy map from a label picture or from named shapes, checked.
 *
 * @param mapping what a picture's labels mean
 * @param situsInversus whether a mirrored body is meant
 * @param fit whether a picture of another size is brought to the film's
 */
public record AnatomyReader(CodeMapping mapping, boolean situsInversus, boolean fit) {

  /** What lies in front is drawn last: the heart over the lungs. */
  private static final List<Anatomy> BACK_TO_FRONT =
      List.of(
          Anatomy.LEFT_LUNG,
          Anatomy.RIGHT_LUNG,
          Anatomy.DIAPHRAGM_AND_ABDOMEN,
          Anatomy.MEDIASTINUM,
          Anatomy.SPINE,
          Anatomy.TRACHEA,
          Anatomy.HEART,
          Anatomy.AORTA);

  /** Our own codes, of the film's size, not mirrored. */
  public static AnatomyReader strict() {
    return new AnatomyReader(CodeMapping.identity(), false, false);
  }

  /**
   * @param side of the film in pixels; asked once the file is read
   * @throws ai.chestnut.failure.FileException if the file cannot be read as it claims to be
   * @throws RequestException if what it shows is no chest, or of another size
   */
  public AnatomyMap read(Path file, IntSupplier side) {
    String place = file.toString();
    AnatomyMap map =
        ShapeFile.isOne(file) ? ofShapes(ShapeFile.read(file), place) : ofLabels(file, side);
    return AnatomyCheck.checked(map, place, situsInversus)
        .resized(side.getAsInt(), side.getAsInt());
  }

  private AnatomyMap ofLabels(Path file, IntSupplier side) {
    Radiograph labels = RadiographFiles.readCodes(file);
    int width = fit ? labels.width() : side.getAsInt();
    int height = fit ? labels.height() : side.getAsInt();
    return LayoutCheck.labelled(labels, mapping, width, height, file.toString());
  }

  private static AnatomyMap ofShapes(ShapeFile file, String place) {
    int width = file.width();
    byte[] codes = new byte[width * file.height()];
    List<String> unknown = new ArrayList<>();
    for (ShapeFile.Named shape : file.shapes()) {
      if (ForeignNames.structures(shape.name()).isEmpty()
          && ForeignNames.finding(shape.name()).isEmpty()) {
        unknown.add(shape.name());
      }
    }
    if (!unknown.isEmpty()) {
      throw new RequestException(
          "shape names",
          place,
          "\"" + unknown.get(0) + "\"",
          "names such as left lung, right lung, heart, aorta; rename it or cut it out");
    }
    for (Anatomy structure : BACK_TO_FRONT) {
      for (ShapeFile.Named shape : file.shapes()) {
        List<Anatomy> meant = ForeignNames.structures(shape.name());
        if (meant.contains(structure)) {
          Mask mask = meant.size() == 1 ? shape.mask() : oneLung(shape.mask(), structure);
          mask.bits().stream().forEach(i -> codes[i] = (byte) structure.code());
        }
      }
    }
    return AnatomyMap.of(width, file.height(), codes, Map.of());
  }

  private static Mask oneLung(Mask both, Anatomy lung) {
    AnatomyMap apart = CodeMapping.apart(both);
    return apart.of(lung);
  }
}
