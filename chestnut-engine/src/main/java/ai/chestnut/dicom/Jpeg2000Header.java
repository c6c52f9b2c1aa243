package ai.chestnut.dicom;

import java.nio.ByteBuffer;

/**
 * The headers of a JPEG 2000 code stream (T.800, annex A), walked before the decoder sees them. A
 * few bytes there ask for any amount of work and memory: layers, precincts and tiles multiply. What
 * they ask for is counted, and what no film needs is refused.
 */
final class Jpeg2000Header {

  private static final int SIZ = 0xFF51;
  private static final int COD = 0xFF52;
  private static final int COC = 0xFF53;
  private static final int POC = 0xFF5F;
  private static final int PPM = 0xFF60;
  private static final int PPT = 0xFF61;
  private static final int SOT = 0xFF90;
  private static final int SOP = 0xFF91;
  private static final int EPH = 0xFF92;
  private static final int SOD = 0xFF93;
  private static final int EOC = 0xFFD9;

  /** Packets of the whole picture; films of other people's encoders have tens to thousands. */
  private static final long MAX_PACKETS = 200_000;

  private static final int MAX_LAYERS = 256;

  private final ByteBuffer in;
  private final PixelLayout layout;
  private long tileWidth;
  private long tileHeight;
  private long tiles;

  private Jpeg2000Header(byte[] stream, PixelLayout layout) {
    this.in = ByteBuffer.wrap(stream);
    this.layout = layout;
  }

  /** Holds that the stream is whole, of the promised size, and modest. */
  static void check(byte[] stream, PixelLayout layout) throws Malformed {
    if (stream.length < 4 || ByteBuffer.wrap(stream).getInt(0) != 0xFF4FFF51) {
      throw new Malformed("compressed pixels without a start", "a JPEG 2000 code stream");
    }
    try {
      new Jpeg2000Header(stream, layout).walk();
    } catch (IndexOutOfBoundsException cutOff) {
      throw new Malformed("a JPEG 2000 stream that is cut off", "a whole one");
    }
  }

  private void walk() throws Malformed {
    int at = 2;
    boolean coded = false;
    while (marker(at) != SOT) {
      coded |= segment(at);
      at = next(at);
    }
    if (!coded) {
      throw new Malformed("a JPEG 2000 stream without coding style", "one");
    }
    long parts = 0;
    while (marker(at) == SOT) {
      if (++parts > 16 * tiles + 1_024) {
        throw new Malformed("more than " + parts + " tile parts", "fewer");
      }
      long length = in.getInt(at + 6) & 0xFFFFFFFFL;
      if (number(at + 4) >= tiles) {
        throw new Malformed("tile " + number(at + 4) + " of " + tiles, "one of them");
      }
      int inside = next(at);
      while (marker(inside) != SOD) {
        segment(inside);
        inside = next(inside);
      }
      if (length == 0) { // the last part may leave its length open
        packets(inside + 2, end());
        return;
      }
      if (at + length < inside + 2 || at + length + 2 > in.limit()) {
        throw new IndexOutOfBoundsException();
      }
      packets(inside + 2, at + (int) length);
      at += (int) length;
    }
    if (marker(at) != EOC) {
      throw new Malformed("a damaged JPEG 2000 stream", "an end after its tiles");
    }
  }

  /**
   * Packets hold no bytes from FF90 on but the markers SOP and EPH (A.1.2, B.10.1). The decoder
   * reads ones for ever after two bytes FF in the header of a packet.
   */
  private void packets(int from, int to) throws Malformed {
    for (int at = from; at + 1 < to; at++) {
      int pair = in.get(at) == -1 ? number(at) : 0;
      if (pair > 0xFF8F && pair != SOP && pair != EPH) {
        throw new Malformed("damaged JPEG 2000 packets", "whole ones");
      }
    }
  }

  /** Where the marker of the end stands; a byte of padding may follow it. */
  private int end() {
    for (int at = in.limit() - 2; at >= in.limit() - 4 && at >= 0; at--) {
      if (marker(at) == EOC) {
        return at;
      }
    }
    throw new IndexOutOfBoundsException();
  }

  private int marker(int at) {
    return number(at);
  }

  private int number(int at) {
    return in.getShort(at) & 0xFFFF;
  }

  private int next(int at) throws Malformed {
    if (marker(at) < 0xFF4F || number(at + 2) < 2) {
      throw new Malformed("a damaged JPEG 2000 header", "markers");
    }
    return at + 2 + number(at + 2);
  }

  /** Looks at one segment; whether it is the coding style. */
  private boolean segment(int at) throws Malformed {
    switch (marker(at)) {
      case SIZ -> size(at);
      case COD -> {
        codingStyle(at);
        return true;
      }
      case COC, POC -> throw new Malformed("a JPEG 2000 stream of changing style", "one style");
      // the decoder reads ones for ever where they end too early
      case PPM, PPT -> throw new Malformed("packed packet headers", "headers in their packets");
      default -> {}
    }
    return false;
  }

  /** A.5.1. */
  private void size(int at) throws Malformed {
    long width = unsigned(at + 6) - unsigned(at + 14);
    long height = unsigned(at + 10) - unsigned(at + 18);
    StoredPixels.requireSize(
        layout,
        (int) Math.min(Math.max(width, 0), Integer.MAX_VALUE),
        (int) Math.min(Math.max(height, 0), Integer.MAX_VALUE),
        number(at + 38));
    int depth = (in.get(at + 40) & 0x7F) + 1;
    boolean plain = in.get(at + 41) == 1 && in.get(at + 42) == 1; // no subsampling
    if (unsigned(at + 14) > 0 || unsigned(at + 18) > 0 || !plain || depth > layout.allocated()) {
      throw new Malformed("a JPEG 2000 picture shifted, thinned or of " + depth + " bit", "plain");
    }
    tileWidth = unsigned(at + 22);
    tileHeight = unsigned(at + 26);
    if (tileWidth < 16 || tileHeight < 16 || unsigned(at + 30) > 0 || unsigned(at + 34) > 0) {
      throw new Malformed("JPEG 2000 tiles of " + tileWidth + "x" + tileHeight, "larger ones");
    }
    tiles = up(width, tileWidth) * up(height, tileHeight);
    tileWidth = Math.min(tileWidth, width);
    tileHeight = Math.min(tileHeight, height);
  }

  /** A.6.1: packets are layers times the precincts of every resolution (B.6, B.12). */
  private void codingStyle(int at) throws Malformed {
    boolean precincts = (in.get(at + 4) & 1) == 1;
    int layers = number(at + 6);
    int levels = in.get(at + 9) & 0xFF;
    if (layers < 1 || layers > MAX_LAYERS || levels > 32 || tiles == 0) {
      throw new Malformed(
          "JPEG 2000 with " + layers + " layers and " + levels + " levels",
          "1 to " + MAX_LAYERS + " and at most 32");
    }
    long packets = 0;
    for (int level = 0; level <= levels; level++) {
      int exponents = precincts ? in.get(at + 14 + level) & 0xFF : 0xFF;
      long scale = 1L << (levels - level);
      long across = up(up(tileWidth, scale), 1L << (exponents & 0xF));
      long down = up(up(tileHeight, scale), 1L << (exponents >> 4));
      packets += across * down * layers * tiles;
    }
    if (packets > MAX_PACKETS) {
      throw new Malformed("a JPEG 2000 picture of " + packets + " packets", "" + MAX_PACKETS);
    }
  }

  private static long up(long value, long unit) {
    return (value + unit - 1) / unit;
  }

  private long unsigned(int at) {
    return in.getInt(at) & 0xFFFFFFFFL;
  }
}
