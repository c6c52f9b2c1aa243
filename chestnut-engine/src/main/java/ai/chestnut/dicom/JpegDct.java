package ai.chestnut.dicom;

import java.util.Arrays;
import java.util.Optional;

/**
 * Sequential DCT JPEG of one component and 12 bit (T.81, process 4, annex F), which Java's own
 * reader does not know. The inverse transform is the separable sum of A.3.3 in floating point.
 */
final class JpegDct {

  private static final int[] ZIGZAG = {
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20,
    13, 6, 7, 14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59,
    52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63
  };

  /** C(u) / 2 * cos((2x + 1) u pi / 16), by x then u. */
  private static final float[] BASIS = new float[64];

  static {
    for (int x = 0; x < 8; x++) {
      for (int u = 0; u < 8; u++) {
        double c = u == 0 ? Math.sqrt(0.5) : 1;
        BASIS[8 * x + u] = (float) (c / 2 * Math.cos((2 * x + 1) * u * Math.PI / 16));
      }
    }
  }

  private final JpegTables tables;
  private final JpegBits bits;
  private final HuffmanTable dc;
  private final HuffmanTable ac;
  private final int[] steps;
  private final float[] coefficients = new float[64];
  private final float[] rows = new float[64];
  private int lastDc;

  private JpegDct(byte[] stream, JpegHeader header) throws Malformed {
    this.tables = JpegTables.of(stream);
    this.bits = new JpegBits(stream, tables.scan());
    this.dc = tables.dc();
    this.ac = tables.ac();
    this.steps =
        Optional.ofNullable(tables.quantisation().get(header.quantiser()))
            .orElseThrow(() -> new Malformed("a frame without its quantisation table", "it"));
  }

  static short[] decode(byte[] stream, JpegHeader header) throws Malformed {
    if (header.precision() != 12) {
      throw new Malformed("JPEG of " + header.precision() + " bit", "8 or 12 bit");
    }
    return new JpegDct(stream, header).samples(header.width(), header.height());
  }

  private short[] samples(int width, int height) throws Malformed {
    short[] samples = new short[width * height];
    int across = (width + 7) / 8;
    int down = (height + 7) / 8;
    for (int block = 0; block < across * down; block++) {
      if (tables.restart() > 0 && block > 0 && block % tables.restart() == 0) {
        bits.restart();
        lastDc = 0;
      }
      readBlock();
      draw(samples, width, height, block % across * 8, block / across * 8);
    }
    return samples;
  }

  /** F.2.2.1 and F.2.2.2. */
  private void readBlock() throws Malformed {
    Arrays.fill(coefficients, 0);
    int category = dc.decode(bits);
    if (category > 15) {
      throw new Malformed("a DC difference of " + category + " bits", "at most 15");
    }
    lastDc += HuffmanTable.extended(bits, category);
    coefficients[0] = (float) lastDc * steps[0];
    for (int k = 1; k < 64; k++) {
      int code = ac.decode(bits);
      int size = code & 0xF;
      if (size == 0) {
        if (code != 0xF0) {
          return; // end of block
        }
        k += 15;
        continue;
      }
      k += code >> 4;
      if (k > 63) {
        throw new Malformed("a block of more than 64 coefficients", "whole JPEG pixels");
      }
      coefficients[ZIGZAG[k]] = (float) HuffmanTable.extended(bits, size) * steps[k];
    }
  }

  private void draw(short[] samples, int width, int height, int left, int top) {
    for (int v = 0; v < 8; v++) {
      for (int x = 0; x < 8; x++) {
        float sum = 0;
        for (int u = 0; u < 8; u++) {
          sum += BASIS[8 * x + u] * coefficients[8 * v + u];
        }
        rows[8 * v + x] = sum;
      }
    }
    for (int y = 0; y < Math.min(8, height - top); y++) {
      for (int x = 0; x < Math.min(8, width - left); x++) {
        float sum = 0;
        for (int v = 0; v < 8; v++) {
          sum += BASIS[8 * y + v] * rows[8 * v + x];
        }
        int value = Math.round(sum) + 2048;
        samples[(top + y) * width + left + x] = (short) Math.min(Math.max(value, 0), 4095);
      }
    }
  }
}
