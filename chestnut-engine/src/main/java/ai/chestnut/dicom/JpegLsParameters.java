package ai.chestnut.dicom;

/**
 * The coding parameters of a JPEG-LS scan (T.87, C.2.4.1 and A.2.1).
 *
 * @param scan where the coded bytes begin
 * @param range how many values a prediction error can have
 * @param qbpp bits that hold one of them
 * @param limit the longest code, in bits
 */
record JpegLsParameters(
    int scan, int near, int maxVal, int[] thresholds, int reset, int range, int qbpp, int limit) {

  static JpegLsParameters of(byte[] stream, JpegHeader header) throws Malformed {
    int[] preset = new int[5]; // MAXVAL, T1, T2, T3, RESET; 0 for the default
    int at = 2;
    while (at + 4 <= stream.length && JpegHeader.u8(stream, at) == 0xFF) {
      int marker = JpegHeader.u8(stream, at + 1);
      if (marker == 0xFF) {
        at++;
        continue;
      }
      int length = JpegHeader.u16(stream, at + 2);
      int end = at + 2 + length;
      if (length < 2 || end > stream.length) {
        break;
      }
      if (marker == 0xF8 && length >= 13 && stream[at + 4] == 1) {
        for (int i = 0; i < 5; i++) {
          preset[i] = JpegHeader.u16(stream, at + 5 + 2 * i);
        }
      } else if (marker == 0xDD) {
        throw new Malformed("JPEG-LS with restarts", "one run of codes");
      } else if (marker == 0xDA) {
        if (length < 8 || stream[at + 4] != 1) {
          throw new Malformed("a scan of several components", "one grey component");
        }
        return of(end, JpegHeader.u8(stream, at + 7), preset, header.precision());
      }
      at = end;
    }
    throw new Malformed("JPEG-LS pixels without a scan", "one scan");
  }

  private static JpegLsParameters of(int scan, int near, int[] preset, int precision)
      throws Malformed {
    int maxVal = preset[0] == 0 ? (1 << precision) - 1 : preset[0];
    if (maxVal >= 1 << precision || maxVal < 1 || near > Math.min(255, maxVal / 2)) {
      throw new Malformed("JPEG-LS with impossible parameters", "those of T.87, C.2.4.1");
    }
    int[] thresholds = thresholds(maxVal, near);
    for (int i = 0; i < 3; i++) {
      thresholds[i] = preset[1 + i] == 0 ? thresholds[i] : preset[1 + i];
    }
    int reset = preset[4] == 0 ? 64 : preset[4];
    if (reset < 3) {
      throw new Malformed("JPEG-LS with impossible parameters", "those of T.87, C.2.4.1");
    }
    int range = (maxVal + 2 * near) / (2 * near + 1) + 1;
    int qbpp = bits(range);
    int bpp = Math.max(2, bits(maxVal + 1));
    int limit = 2 * (bpp + Math.max(8, bpp));
    return new JpegLsParameters(scan, near, maxVal, thresholds, reset, range, qbpp, limit);
  }

  /** C.2.4.1.1. */
  private static int[] thresholds(int maxVal, int near) {
    int[] basic = {3, 7, 21};
    int[] out = new int[3];
    int least = near + 1;
    for (int i = 0; i < 3; i++) {
      int value;
      if (maxVal >= 128) {
        int factor = (Math.min(maxVal, 4095) + 128) / 256;
        value = factor * (basic[i] - 2 - i) + 2 + i + (3 + 2 * i) * near;
      } else {
        value = Math.max(2 + i, basic[i] / (256 / (maxVal + 1)) + (3 + 2 * i) * near);
      }
      out[i] = value > maxVal || value < least ? least : value;
      least = out[i];
    }
    return out;
  }

  private static int bits(int values) {
    return 32 - Integer.numberOfLeadingZeros(values - 1);
  }

  /** The region of a local gradient, -4 to 4 (A.3.3). */
  int quantised(int difference) {
    int size = Math.abs(difference);
    int region =
        size <= near
            ? 0
            : size < thresholds[0] ? 1 : size < thresholds[1] ? 2 : size < thresholds[2] ? 3 : 4;
    return difference < 0 ? -region : region;
  }

  /** A prediction and its error as a sample (A.4.4, A.4.5). */
  int reconstructed(int predicted, int error) {
    int step = 2 * near + 1;
    int value = predicted + error * step;
    if (value < -near) {
      value += range * step;
    } else if (value > maxVal + near) {
      value -= range * step;
    }
    return Math.min(Math.max(value, 0), maxVal);
  }
}
