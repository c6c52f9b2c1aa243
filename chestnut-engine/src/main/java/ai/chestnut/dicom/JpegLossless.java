package ai.chestnut.dicom;

/** Lossless JPEG, process 14, of one component (T.81, annex H): 2 to 16 bit, predictors 1 to 7. */
final class JpegLossless {

  private JpegLossless() {}

  static short[] decode(byte[] stream, JpegHeader header) throws Malformed {
    JpegTables tables = JpegTables.of(stream);
    int predictor = tables.selection();
    int shift = tables.transform();
    int width = header.width();
    if (predictor < 1 || predictor > 7 || header.precision() < 2 || shift >= header.precision()) {
      throw new Malformed("lossless JPEG with predictor " + predictor, "1 to 7");
    }
    if (tables.restart() % width != 0) {
      throw new Malformed("restarts within a row", "restarts after whole rows"); // H.1.1
    }
    int restartRows = tables.restart() / width;
    int start = 1 << (header.precision() - shift - 1);
    HuffmanTable huffman = tables.dc();
    JpegBits bits = new JpegBits(stream, tables.scan());
    short[] samples = new short[width * header.height()];
    for (int y = 0; y < header.height(); y++) {
      boolean first = y == 0 || restartRows > 0 && y % restartRows == 0;
      if (first && y > 0) {
        bits.restart();
      }
      for (int x = 0; x < width; x++) {
        int at = y * width + x;
        int predicted;
        if (first) {
          predicted = x == 0 ? start : samples[at - 1] & 0xFFFF;
        } else if (x == 0) {
          predicted = samples[at - width] & 0xFFFF;
        } else {
          predicted =
              predict(
                  predictor,
                  samples[at - 1] & 0xFFFF,
                  samples[at - width] & 0xFFFF,
                  samples[at - width - 1] & 0xFFFF);
        }
        samples[at] = (short) (predicted + difference(huffman, bits)); // modulo 2^16
      }
    }
    if (shift > 0) {
      for (int i = 0; i < samples.length; i++) {
        samples[i] = (short) (samples[i] << shift);
      }
    }
    return samples;
  }

  private static int difference(HuffmanTable huffman, JpegBits bits) throws Malformed {
    int category = huffman.decode(bits);
    if (category > 16) {
      throw new Malformed("a difference of " + category + " bits", "at most 16");
    }
    return category == 16 ? 32_768 : HuffmanTable.extended(bits, category); // table H.2
  }

  /** T.81, table H.1. */
  private static int predict(int predictor, int left, int above, int corner) {
    return switch (predictor) {
      case 1 -> left;
      case 2 -> above;
      case 3 -> corner;
      case 4 -> left + above - corner;
      case 5 -> left + ((above - corner) >> 1);
      case 6 -> above + ((left - corner) >> 1);
      default -> (left + above) >> 1;
    };
  }
}
