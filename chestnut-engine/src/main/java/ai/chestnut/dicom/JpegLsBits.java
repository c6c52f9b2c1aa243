package ai.chestnut.dicom;

/** Bits of a JPEG-LS scan: after a byte FF the next one holds seven bits (T.87, A.1). */
final class JpegLsBits {

  private final byte[] stream;
  private int at;
  private int buffer;
  private int left;
  private boolean afterFull;

  JpegLsBits(byte[] stream, int at) {
    this.stream = stream;
    this.at = at;
  }

  int bit() throws Malformed {
    if (left == 0) {
      if (at >= stream.length) {
        throw new Malformed("JPEG-LS pixels that are cut off", "whole ones");
      }
      buffer = JpegHeader.u8(stream, at++);
      if (afterFull && buffer > 0x7F) {
        throw new Malformed("JPEG-LS pixels that end too early", "whole ones");
      }
      left = afterFull ? 7 : 8;
      afterFull = buffer == 0xFF;
    }
    left--;
    return buffer >> left & 1;
  }

  int read(int count) throws Malformed {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 1 | bit();
    }
    return value;
  }

  /** A Golomb code of limited length (A.5.3). */
  int golomb(int k, int limit, int qbpp) throws Malformed {
    int zeros = 0;
    while (bit() == 0) {
      if (++zeros > limit) {
        throw new Malformed("a code that is too long", "whole JPEG-LS pixels");
      }
    }
    return zeros < limit - qbpp - 1 ? (zeros << k) + read(k) : read(qbpp) + 1;
  }
}
