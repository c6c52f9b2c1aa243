package ai.chestnut.layout;

import ai.chestnut.failure.FileException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.OverlapLayer;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Masks as 8-bit grey PNG: 0 outside and 255 inside, or one anatomy code a pixel. Any other value
 * is an error: a mask that was resampled smoothly has no codes any more.
 */
public final class MaskFiles {

  private MaskFiles() {}

  /**
   * @throws FileException if the folder is missing or not writable, or the disk is full
   */
  public static void write(Mask mask, Path file) {
    short[] pixels = new short[mask.width() * mask.height()];
    mask.bits().stream().forEach(i -> pixels[i] = 255);
    RadiographFiles.write(Radiograph.of(mask.width(), mask.height(), 8, pixels), file, Map.of());
  }

  /** Writes the codes alone; each layer is a mask file of its own. */
  public static void write(AnatomyMap anatomy, Path file) {
    byte[] codes = anatomy.codes();
    short[] pixels = new short[codes.length];
    for (int i = 0; i < codes.length; i++) {
      pixels[i] = codes[i];
    }
    RadiographFiles.write(
        Radiograph.of(anatomy.width(), anatomy.height(), 8, pixels), file, Map.of());
  }

  /**
   * @param file a PNG whose samples (or palette indices) are all 0, or 0 and 255, or 0 and 1
   * @throws FileException if the file cannot be read or holds other values
   */
  public static Mask readMask(Path file) {
    Radiograph picture = RadiographFiles.readCodes(file);
    SortedSet<Integer> values = values(picture);
    int inside = values.isEmpty() ? 0 : values.last();
    values.remove(0);
    values.remove(inside);
    if (!values.isEmpty() || (inside != 0 && inside != 1 && inside != 255)) {
      values.add(inside);
      throw new FileException("mask", file, "the values " + some(values), "only 0 and 255");
    }
    return Mask.where(
        picture.width(),
        picture.height(),
        i -> picture.at(i % picture.width(), i / picture.width()) != 0);
  }

  /**
   * @param file a PNG whose samples (or palette indices) are anatomy codes
   * @throws FileException if the file cannot be read or holds values beyond the codes
   */
  public static AnatomyMap readAnatomy(Path file, Map<OverlapLayer, Mask> layers) {
    Radiograph picture = RadiographFiles.readCodes(file);
    SortedSet<Integer> values = values(picture);
    int highest = Anatomy.values().length;
    SortedSet<Integer> unknown = values.tailSet(highest + 1);
    if (!unknown.isEmpty()) {
      throw new FileException(
          "anatomy codes",
          file,
          "the values " + some(unknown),
          "0.." + highest + " (" + CodeMapping.legend() + ")");
    }
    byte[] codes = new byte[picture.width() * picture.height()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) picture.at(i % picture.width(), i / picture.width());
    }
    return AnatomyMap.of(picture.width(), picture.height(), codes, layers);
  }

  static SortedSet<Integer> values(Radiograph picture) {
    SortedSet<Integer> values = new TreeSet<>();
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        values.add(picture.at(x, y));
      }
    }
    return values;
  }

  private static String some(SortedSet<Integer> values) {
    String shown =
        values.stream().limit(6).map(String::valueOf).reduce((a, b) -> a + ", " + b).orElse("");
    return values.size() > 6 ? shown + ", …" : shown;
  }
}
