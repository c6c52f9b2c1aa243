package ai.chestnut.radiograph;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * A decoded image as grey samples. Colour becomes luma by the weights of ITU-R BT.601 (0.299,
 * 0.587, 0.114); what is transparent lies over black. Samples are taken from the raster as they
 * stand: going through the colour model would bend grey values by its gamma.
 */
final class GreyRaster {

  private GreyRaster() {}

  static Radiograph luma(BufferedImage image) {
    if (image.getColorModel() instanceof IndexColorModel) {
      return palette(image);
    }
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int depth = raster.getSampleModel().getSampleSize(0) > 8 ? 16 : 8;
    long top = (1L << raster.getSampleModel().getSampleSize(0)) - 1;
    int width = image.getWidth();
    short[] pixels = new short[width * image.getHeight()];
    int[] row = new int[width * bands];
    boolean hasAlpha = bands == 2 || bands == 4;
    for (int y = 0; y < image.getHeight(); y++) {
      raster.getPixels(0, y, width, 1, row);
      for (int x = 0; x < width; x++) {
        int at = x * bands;
        long grey = bands < 3 ? row[at] : weigh(row[at], row[at + 1], row[at + 2]);
        if (hasAlpha) {
          grey = (grey * row[at + bands - 1] + top / 2) / top;
        }
        pixels[y * width + x] = (short) grey;
      }
    }
    return Radiograph.owning(width, image.getHeight(), depth, pixels);
  }

  /** Sample values as codes: palette indices where the file has a palette, else grey values. */
  static Radiograph codes(BufferedImage image, boolean indexed) {
    if (!indexed) {
      return luma(image);
    }
    int width = image.getWidth();
    short[] pixels = new short[width * image.getHeight()];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        pixels[y * width + x] = (short) image.getRaster().getSample(x, y, 0);
      }
    }
    return Radiograph.owning(width, image.getHeight(), 8, pixels);
  }

  private static Radiograph palette(BufferedImage image) {
    int width = image.getWidth();
    short[] pixels = new short[width * image.getHeight()];
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < width; x++) {
        int argb = image.getRGB(x, y);
        long grey = weigh((argb >> 16) & 0xFF, (argb >> 8) & 0xFF, argb & 0xFF);
        pixels[y * width + x] = (short) ((grey * (argb >>> 24) + 127) / 255);
      }
    }
    return Radiograph.owning(width, image.getHeight(), 8, pixels);
  }

  private static long weigh(long red, long green, long blue) {
    return (299 * red + 587 * green + 114 * blue + 500) / 1000;
  }
}
