package ai.chestnut.dicom;

import java.util.Arrays;

/**
 * JPEG-LS (ITU-T T.87) of one component: lossless and near-lossless, 2 to 16 bit. No library of the
 * Java world reads it. Names of variables are those of the standard's annex A.
 */
final class JpegLs {

  private static final int[] J = {
    0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13,
    14, 15
  };

  private static final int REGULAR = 365;

  private final JpegLsParameters p;
  private final JpegLsBits bits;
  private final int width;
  private final int height;
  private final int[] a = new int[REGULAR + 2];
  private final int[] b = new int[REGULAR + 2];
  private final int[] c = new int[REGULAR];
  private final int[] n = new int[REGULAR + 2];
  private final int[] nn = new int[2];
  private int runIndex;

  private JpegLs(JpegLsParameters parameters, JpegLsBits bits, JpegHeader header) {
    this.p = parameters;
    this.bits = bits;
    this.width = header.width();
    this.height = header.height();
    Arrays.fill(a, Math.max(2, (p.range() + 32) / 64)); // A.2.1
    Arrays.fill(n, 1);
  }

  static short[] decode(byte[] stream, PixelLayout layout) throws Malformed {
    JpegHeader header = JpegHeader.of(stream);
    StoredPixels.requireSize(layout, header.width(), header.height(), header.components());
    if (header.process() != 0xF7
        || header.precision() < 2
        || header.precision() > layout.allocated()) {
      throw new Malformed(
          "JPEG-LS of " + header.precision() + " bit", "2 to " + layout.allocated() + " bit");
    }
    JpegLsParameters parameters = JpegLsParameters.of(stream, header);
    return new JpegLs(parameters, new JpegLsBits(stream, parameters.scan()), header).samples();
  }

  private short[] samples() throws Malformed {
    short[] samples = new short[width * height];
    // a pixel more at both ends: the neighbours beyond the border (A.2.1)
    int[] above = new int[width + 2];
    int[] line = new int[width + 2];
    for (int y = 0; y < height; y++) {
      above[width + 1] = above[width];
      line[0] = above[1];
      readLine(line, above);
      for (int x = 0; x < width; x++) {
        samples[y * width + x] = (short) line[x + 1];
      }
      int[] done = line;
      line = above;
      above = done;
    }
    return samples;
  }

  private void readLine(int[] line, int[] above) throws Malformed {
    int x = 1;
    while (x <= width) {
      int ra = line[x - 1];
      int rb = above[x];
      int rc = above[x - 1];
      int rd = above[x + 1];
      int q = 81 * p.quantised(rd - rb) + 9 * p.quantised(rb - rc) + p.quantised(rc - ra);
      if (q == 0) {
        x = readRun(line, above, x);
      } else {
        line[x] = readRegular(q, ra, rb, rc);
        x++;
      }
    }
  }

  /** A.4 to A.6: a sample in a context that is not flat. */
  private int readRegular(int context, int ra, int rb, int rc) throws Malformed {
    int sign = context < 0 ? -1 : 1;
    int q = Math.abs(context);
    int px;
    if (rc >= Math.max(ra, rb)) {
      px = Math.min(ra, rb);
    } else if (rc <= Math.min(ra, rb)) {
      px = Math.max(ra, rb);
    } else {
      px = ra + rb - rc;
    }
    px = Math.min(Math.max(px + sign * c[q], 0), p.maxVal());
    int k = golomb(n[q], a[q]);
    int mapped = bits.golomb(k, p.limit(), p.qbpp());
    boolean swapped = k == 0 && p.near() == 0 && 2 * b[q] <= -n[q];
    int error = (mapped & 1) == 0 ? mapped / 2 : -(mapped + 1) / 2;
    if (swapped) {
      error = -error - 1;
    }
    update(q, error);
    return p.reconstructed(px, sign * error);
  }

  /** A.6.1 and A.6.2. */
  private void update(int q, int error) {
    b[q] += error * (2 * p.near() + 1);
    a[q] += Math.abs(error);
    if (n[q] == p.reset()) {
      a[q] >>= 1;
      b[q] >>= 1;
      n[q] >>= 1;
    }
    n[q]++;
    if (b[q] <= -n[q]) {
      b[q] = Math.max(b[q] + n[q], 1 - n[q]);
      c[q] = Math.max(c[q] - 1, -128);
    } else if (b[q] > 0) {
      b[q] = Math.min(b[q] - n[q], 0);
      c[q] = Math.min(c[q] + 1, 127);
    }
  }

  /** A.7: equal samples, and the one that ends them. Returns the next column. */
  private int readRun(int[] line, int[] above, int from) throws Malformed {
    int ra = line[from - 1];
    int x = from;
    while (bits.bit() == 1) {
      int whole = 1 << J[runIndex];
      int count = Math.min(whole, width + 1 - x);
      Arrays.fill(line, x, x + count, ra);
      x += count;
      if (count == whole && runIndex < 31) {
        runIndex++;
      }
      if (x > width) {
        return x;
      }
    }
    int rest = bits.read(J[runIndex]);
    if (x + rest > width) {
      throw new Malformed("a run beyond the end of its row", "whole JPEG-LS pixels");
    }
    Arrays.fill(line, x, x + rest, ra);
    x += rest;
    line[x] = readInterruption(ra, above[x]);
    if (runIndex > 0) {
      runIndex--;
    }
    return x + 1;
  }

  /** A.7.2. */
  private int readInterruption(int ra, int rb) throws Malformed {
    int type = Math.abs(ra - rb) <= p.near() ? 1 : 0;
    int q = REGULAR + type;
    int k = golomb(n[q], type == 0 ? a[q] : a[q] + (n[q] >> 1));
    int mapped = bits.golomb(k, p.limit() - J[runIndex] - 1, p.qbpp());
    int doubled = mapped + type;
    boolean odd = (doubled & 1) == 1;
    boolean mostlyNegative = k != 0 || 2 * nn[type] >= n[q];
    int size = (doubled + 1) / 2;
    int error = odd == mostlyNegative ? -size : size;
    if (error < 0) {
      nn[type]++;
    }
    a[q] += (mapped + 1 - type) >> 1;
    if (n[q] == p.reset()) {
      a[q] >>= 1;
      n[q] >>= 1;
      nn[type] >>= 1;
    }
    n[q]++;
    int sign = type == 0 && ra > rb ? -1 : 1;
    return p.reconstructed(type == 1 ? ra : rb, sign * error);
  }

  private static int golomb(int count, int sum) {
    int k = 0;
    while (k < 24 && count << k < sum) {
      k++;
    }
    return k;
  }
}
