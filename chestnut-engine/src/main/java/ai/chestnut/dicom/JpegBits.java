package ai.chestnut.dicom;

/**
 * Bits of a JPEG scan: a zero byte after FF is stuffing, another one is a marker (T.81, F.1.2.3).
 */
final class JpegBits {

  private final byte[] stream;
  private int at;
  private int buffer;
  private int left;

  JpegBits(byte[] stream, int at) {
    this.stream = stream;
    this.at = at;
  }

  int bit() throws Malformed {
    if (left == 0) {
      fill();
    }
    left--;
    return buffer >> left & 1;
  }

  /**
   * @param count 0 to 16
   */
  int read(int count) throws Malformed {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  /** Leaves the rest of the byte and passes the restart marker that must follow. */
  void restart() throws Malformed {
    left = 0;
    while (at + 1 < stream.length && JpegHeader.u8(stream, at + 1) == 0xFF) {
      at++; // fill bytes
    }
    boolean marker = at + 1 < stream.length && JpegHeader.u8(stream, at) == 0xFF;
    if (!marker || (JpegHeader.u8(stream, at + 1) & 0xF8) != 0xD0) {
      throw new Malformed("no restart marker where one belongs", "whole JPEG pixels");
    }
    at += 2;
  }

  private void fill() throws Malformed {
    if (at >= stream.length) {
      throw new Malformed("JPEG pixels that are cut off", "whole ones");
    }
    buffer = JpegHeader.u8(stream, at++);
    if (buffer == 0xFF) {
      if (at >= stream.length || stream[at] != 0) {
        throw new Malformed("JPEG pixels that end too early", "whole ones");
      }
      at++;
    }
    left = 8;
  }
}
