package ai.chestnut.radiograph;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Writes PNG so that equal pixels and text give equal bytes: no clock, text sorted by key, one
 * fixed compression level. Rows are filtered by the least sum of absolute differences (W3C PNG,
 * clause 12.7).
 */
final class PngEncoder {

  private static final int LEVEL = 6;

  private PngEncoder() {}

  /**
   * @param channels 1 grey or 3 colour
   * @param samples rows without padding, 16-bit samples big-endian
   */
  static byte[] encode(
      int width, int height, int bitDepth, int channels, byte[] samples, Map<String, String> text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(samples.length / 2 + 1024);
    out.writeBytes(PngChunks.SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    header.put((byte) bitDepth).put((byte) (channels == 1 ? 0 : 2));
    chunk(out, "IHDR", header.array());
    new TreeMap<>(text).forEach((key, value) -> text(out, key, value));
    int pixelBytes = channels * bitDepth / 8;
    chunk(out, "IDAT", deflate(filter(samples, width * pixelBytes, height, pixelBytes)));
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static void text(ByteArrayOutputStream out, String key, String value) {
    byte[] keyword = key.getBytes(StandardCharsets.ISO_8859_1);
    if (keyword.length < 1 || keyword.length > 79 || !latin(key)) {
      throw new IllegalArgumentException(
          "PNG text key: got \"" + key + "\", expected 1..79 Latin-1 characters");
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(keyword);
    body.write(0);
    if (latin(value)) {
      body.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
      chunk(out, "tEXt", body.toByteArray());
    } else {
      body.writeBytes(new byte[4]); // not compressed, no language, no translated key
      body.writeBytes(value.getBytes(StandardCharsets.UTF_8));
      chunk(out, "iTXt", body.toByteArray());
    }
  }

  private static boolean latin(String value) {
    return value.chars().allMatch(c -> c == '\n' || (c >= 32 && c < 127) || (c > 160 && c < 256));
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] body) {
    byte[] name = type.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt(body.length).array());
    out.writeBytes(name);
    out.writeBytes(body);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  private static byte[] filter(byte[] samples, int rowBytes, int rows, int pixelBytes) {
    byte[] out = new byte[(rowBytes + 1) * rows];
    byte[] trial = new byte[rowBytes];
    for (int y = 0; y < rows; y++) {
      long best = Long.MAX_VALUE;
      for (int kind = 0; kind < 5; kind++) {
        long sum = 0;
        for (int i = 0; i < rowBytes; i++) {
          int at = y * rowBytes + i;
          int left = i >= pixelBytes ? samples[at - pixelBytes] & 0xFF : 0;
          int up = y > 0 ? samples[at - rowBytes] & 0xFF : 0;
          int corner = y > 0 && i >= pixelBytes ? samples[at - rowBytes - pixelBytes] & 0xFF : 0;
          trial[i] = (byte) (samples[at] - predict(kind, left, up, corner));
          sum += Math.abs(trial[i]);
        }
        if (sum < best) {
          best = sum;
          out[y * (rowBytes + 1)] = (byte) kind;
          System.arraycopy(trial, 0, out, y * (rowBytes + 1) + 1, rowBytes);
        }
      }
    }
    return out;
  }

  /** W3C PNG, clause 9.2: None, Sub, Up, Average, Paeth. */
  private static int predict(int kind, int left, int up, int corner) {
    return switch (kind) {
      case 0 -> 0;
      case 1 -> left;
      case 2 -> up;
      case 3 -> (left + up) / 2;
      default -> {
        int guess = left + up - corner;
        int toLeft = Math.abs(guess - left);
        int toUp = Math.abs(guess - up);
        int toCorner = Math.abs(guess - corner);
        yield toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
      }
    };
  }

  private static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(LEVEL);
    try {
      deflater.setInput(plain);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length / 2 + 64);
      byte[] buffer = new byte[1 << 14];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }
}
