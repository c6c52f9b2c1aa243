package ai.chestnut.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * DICOM's RLE (PS3.5, annex G): a header of segment offsets, then one PackBits segment for each
 * byte of a sample, the highest first.
 */
final class RunLengths {

  private static final int HEADER = 64;

  private RunLengths() {}

  static short[] decode(byte[] stream, PixelLayout layout) throws Malformed {
    if (stream.length < HEADER) {
      throw new Malformed("run lengths without a header", "a whole one");
    }
    ByteBuffer header = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
    int segments = layout.allocated() / 8;
    if (header.getInt(0) != segments) {
      throw new Malformed(header.getInt(0) + " segments of run lengths", String.valueOf(segments));
    }
    short[] samples = new short[layout.pixels()];
    for (int i = 0; i < segments; i++) {
      int from = header.getInt(4 + 4 * i);
      int to = i + 1 < segments ? header.getInt(8 + 4 * i) : stream.length;
      if (from < HEADER || to < from || to > stream.length) {
        throw new Malformed("segments of run lengths outside the pixels", "inside them");
      }
      unpack(stream, from, to, samples, 8 * (segments - 1 - i));
    }
    return samples;
  }

  private static void unpack(byte[] stream, int from, int to, short[] samples, int shift)
      throws Malformed {
    int at = from;
    int done = 0;
    while (done < samples.length && at < to) {
      int control = stream[at++];
      if (control == -128) {
        continue;
      }
      boolean literal = control >= 0;
      int count = literal ? control + 1 : 1 - control;
      if (at + (literal ? count : 1) > to) {
        break;
      }
      for (int i = 0; i < count && done < samples.length; i++) {
        int value = stream[literal ? at + i : at] & 0xFF;
        samples[done++] |= (short) (value << shift);
      }
      at += literal ? count : 1;
    }
    if (done < samples.length) {
      throw new Malformed("run lengths for " + done + " pixels", samples.length + " pixels");
    }
  }
}
