package ai.chestnut.dicom;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What stands before the one scan of a grey JPEG: Huffman and quantisation tables, the restart
 * interval, the scan header (T.81, B.2.3 and B.2.4).
 *
 * @param scan where the entropy-coded bytes begin
 * @param restart MCUs between restart markers; 0 for none
 * @param selection Ss: the predictor of a lossless scan, the first coefficient of another
 * @param transform Al: the point transform
 */
record JpegTables(
    Map<Integer, HuffmanTable> huffman,
    Map<Integer, int[]> quantisation,
    int scan,
    int restart,
    int selection,
    int transform,
    int dcTable,
    int acTable) {

  private static final class Found {
    final Map<Integer, HuffmanTable> huffman = new HashMap<>();
    final Map<Integer, int[]> quantisation = new HashMap<>();
    int restart;
  }

  static JpegTables of(byte[] stream) throws Malformed {
    Found found = new Found();
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
      switch (marker) {
        case 0xC4 -> huffman(stream, at + 4, end, found);
        case 0xDB -> quantisation(stream, at + 4, end, found);
        case 0xDD -> found.restart = length >= 4 ? JpegHeader.u16(stream, at + 4) : 0;
        case 0xDA -> {
          return scan(stream, at + 4, end, found);
        }
        default -> {}
      }
      at = end;
    }
    throw new Malformed("JPEG pixels without a scan", "one scan");
  }

  /** The DC table, or the only table of a lossless scan. */
  HuffmanTable dc() throws Malformed {
    return table(dcTable);
  }

  HuffmanTable ac() throws Malformed {
    return table(16 + acTable);
  }

  private HuffmanTable table(int number) throws Malformed {
    return Optional.ofNullable(huffman.get(number))
        .orElseThrow(() -> new Malformed("a scan without its Huffman table", "the table"));
  }

  private static JpegTables scan(byte[] stream, int at, int end, Found found) throws Malformed {
    if (end - at < 6 || stream[at] != 1) {
      throw new Malformed("a scan of several components", "one grey component");
    }
    int tables = JpegHeader.u8(stream, at + 2);
    return new JpegTables(
        Map.copyOf(found.huffman),
        Map.copyOf(found.quantisation),
        end,
        found.restart,
        JpegHeader.u8(stream, at + 3),
        stream[at + 5] & 0xF,
        tables >> 4,
        tables & 0xF);
  }

  private static void huffman(byte[] stream, int from, int end, Found found) throws Malformed {
    int at = from;
    while (at + 17 <= end) {
      int number = JpegHeader.u8(stream, at);
      int[] counts = new int[16];
      int total = 0;
      for (int i = 0; i < 16; i++) {
        counts[i] = JpegHeader.u8(stream, at + 1 + i);
        total += counts[i];
      }
      if (at + 17 + total > end) {
        throw new Malformed("a Huffman table that is cut off", "a whole one");
      }
      int[] values = new int[total];
      for (int i = 0; i < total; i++) {
        values[i] = JpegHeader.u8(stream, at + 17 + i);
      }
      found.huffman.put(number, new HuffmanTable(counts, values));
      at += 17 + total;
    }
  }

  private static void quantisation(byte[] stream, int from, int end, Found found) throws Malformed {
    int at = from;
    while (at < end) {
      int head = JpegHeader.u8(stream, at);
      int wide = head >> 4 == 0 ? 1 : 2;
      if (at + 1 + 64 * wide > end) {
        throw new Malformed("a quantisation table that is cut off", "a whole one");
      }
      int[] steps = new int[64];
      for (int i = 0; i < 64; i++) {
        int place = at + 1 + i * wide;
        steps[i] = wide == 1 ? JpegHeader.u8(stream, place) : JpegHeader.u16(stream, place);
      }
      found.quantisation.put(head & 0xF, steps);
      at += 1 + 64 * wide;
    }
  }
}
