package ai.chestnut.dicom;

import ai.chestnut.radiograph.RadiographFiles;
import java.util.Locale;

/**
 * How the pixels lie in the file (PS3.3, C.7.6.3), checked before anything is allocated.
 *
 * @param width 16 to 12,000
 * @param height 16 to 12,000
 * @param allocated 8 or 16
 * @param stored 1 to the bits allocated
 * @param highBit at least stored - 1, below allocated
 * @param signed whether values are two's complement
 */
record PixelLayout(int width, int height, int allocated, int stored, int highBit, boolean signed) {

  /** At worst: the file's bytes, decoded samples, a codec's own copy, and the film. */
  private static final long BYTES_A_PIXEL = 14;

  static PixelLayout of(DataSet data) throws Malformed {
    requireGrey(data);
    int frames = data.whole(Attribute.NUMBER_OF_FRAMES).orElse(1);
    if (frames != 1) {
      throw new Malformed(frames + " frames", "a film of one frame");
    }
    int height = number(data, Attribute.ROWS);
    int width = number(data, Attribute.COLUMNS);
    requireSize(width, height);
    int allocated = number(data, Attribute.BITS_ALLOCATED);
    int stored = data.whole(Attribute.BITS_STORED).orElse(allocated);
    int highBit = data.whole(Attribute.HIGH_BIT).orElse(stored - 1);
    if ((allocated != 8 && allocated != 16)
        || stored < 1
        || stored > allocated
        || highBit < stored - 1
        || highBit >= allocated) {
      throw new Malformed(
          allocated + " bits allocated, " + stored + " stored, high bit " + highBit,
          "8 or 16 bits allocated and as many or fewer stored");
    }
    boolean signed = data.whole(Attribute.PIXEL_REPRESENTATION).orElse(0) == 1;
    return new PixelLayout(width, height, allocated, stored, highBit, signed);
  }

  int pixels() {
    return width * height;
  }

  /** A stored sample as the number it stands for: shifted down, masked, and with its sign. */
  int value(int sample) {
    int value = sample >> (highBit + 1 - stored) & ((1 << stored) - 1);
    return signed && value >> (stored - 1) == 1 ? value - (1 << stored) : value;
  }

  /** Whether darker values are meant to be brighter. */
  static boolean isInverted(DataSet data) {
    return data.text(Attribute.PHOTOMETRIC_INTERPRETATION).equals("MONOCHROME1");
  }

  private static void requireGrey(DataSet data) throws Malformed {
    String kind = data.text(Attribute.PHOTOMETRIC_INTERPRETATION);
    int samples = data.whole(Attribute.SAMPLES_PER_PIXEL).orElse(1);
    if (data.get(Attribute.PIXEL_DATA).isEmpty()) {
      throw new Malformed("no pixels", "a film");
    }
    if (samples != 1 || !(kind.equals("MONOCHROME1") || kind.equals("MONOCHROME2"))) {
      String shown = kind.replaceAll("[^A-Z0-9_ ]", "?").toUpperCase(Locale.ROOT);
      throw new Malformed(
          samples + " samples a pixel, '" + shown.substring(0, Math.min(16, shown.length())) + "'",
          "a grey film: MONOCHROME1 or MONOCHROME2");
    }
  }

  private static void requireSize(int width, int height) throws Malformed {
    int least = RadiographFiles.MIN_SIDE;
    int most = RadiographFiles.MAX_SIDE;
    if (width < least || height < least || width > most || height > most) {
      throw new Malformed(
          width + "x" + height + " pixels", "between " + least + " and " + most + " a side");
    }
    if (BYTES_A_PIXEL * width * height > Runtime.getRuntime().maxMemory() / 4 * 3) {
      throw new Malformed(
          width + "x" + height + " pixels", "a film that fits in memory; raise -Xmx");
    }
  }

  private static int number(DataSet data, Attribute attribute) throws Malformed {
    return data.whole(attribute)
        .orElseThrow(() -> new Malformed("no " + attribute, "one of a film"));
  }
}
