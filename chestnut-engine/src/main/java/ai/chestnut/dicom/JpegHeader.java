package ai.chestnut.dicom;

/**
 * The frame header of a JPEG or JPEG-LS stream (T.81, B.2.2; T.87, C.2.2).
 *
 * @param process the marker's second byte: C0..CF, or F7 for JPEG-LS
 * @param precision bits of a sample
 * @param quantiser the table of the first component
 */
record JpegHeader(
    int process, int precision, int width, int height, int components, int quantiser) {

  static JpegHeader of(byte[] stream) throws Malformed {
    int at = 2;
    if (stream.length < 4 || u8(stream, 0) != 0xFF || u8(stream, 1) != 0xD8) {
      throw new Malformed("compressed pixels without a start", "a JPEG stream");
    }
    while (at + 4 <= stream.length) {
      if (u8(stream, at) != 0xFF) {
        throw new Malformed("a damaged JPEG header", "a marker");
      }
      int marker = u8(stream, at + 1);
      if (marker == 0xFF) { // fill
        at++;
        continue;
      }
      int length = u16(stream, at + 2);
      if (isFrame(marker)) {
        if (length < 11 || at + 2 + length > stream.length) {
          break;
        }
        return new JpegHeader(
            marker,
            u8(stream, at + 4),
            u16(stream, at + 7),
            u16(stream, at + 5),
            u8(stream, at + 9),
            u8(stream, at + 12));
      }
      if (marker == 0xDA || marker == 0xD9) {
        break;
      }
      at += 2 + length;
    }
    throw new Malformed("compressed pixels without a frame header", "a JPEG stream");
  }

  private static boolean isFrame(int marker) {
    boolean dct = marker >= 0xC0 && marker <= 0xCF;
    return marker == 0xF7 || dct && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
  }

  static int u8(byte[] stream, int at) {
    return stream[at] & 0xFF;
  }

  static int u16(byte[] stream, int at) {
    return u8(stream, at) << 8 | u8(stream, at + 1);
  }
}
