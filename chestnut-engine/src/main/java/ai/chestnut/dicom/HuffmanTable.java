package ai.chestnut.dicom;

/** A Huffman table of JPEG (T.81, annex C) with the decoder of F.2.2.3. */
final class HuffmanTable {

  private final int[] firstCode = new int[17];
  private final int[] lastCode = new int[17];
  private final int[] firstValue = new int[17];
  private final int[] values;

  /**
   * @param counts 16 numbers of codes by length
   * @param values what the codes stand for
   */
  HuffmanTable(int[] counts, int[] values) throws Malformed {
    this.values = values;
    int code = 0;
    int at = 0;
    for (int length = 1; length <= 16; length++) {
      firstCode[length] = code;
      firstValue[length] = at;
      code += counts[length - 1];
      at += counts[length - 1];
      lastCode[length] = code - 1;
      if (code > 1 << length) {
        throw new Malformed("an impossible Huffman table", "a prefix code");
      }
      code <<= 1;
    }
  }

  int decode(JpegBits bits) throws Malformed {
    int code = 0;
    for (int length = 1; length <= 16; length++) {
      code = code << 1 | bits.bit();
      if (code <= lastCode[length] && code >= firstCode[length]) {
        return values[firstValue[length] + code - firstCode[length]];
      }
    }
    throw new Malformed("a code that no Huffman table has", "whole JPEG pixels");
  }

  /** The difference of a category (T.81, F.2.2.1, EXTEND). */
  static int extended(JpegBits bits, int category) throws Malformed {
    if (category == 0) {
      return 0;
    }
    int value = bits.read(category);
    return value < 1 << (category - 1) ? value - (1 << category) + 1 : value;
  }
}
