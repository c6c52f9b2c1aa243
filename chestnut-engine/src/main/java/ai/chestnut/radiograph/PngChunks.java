package ai.chestnut.radiograph;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The chunk layer of PNG (W3C, Portable Network Graphics, 3rd edition, clauses 5 and 11): every
 * checksum is verified, because a decoder that skips them shows a damaged file as a picture.
 */
record PngChunks(int width, int height, int bitDepth, int colourType, Map<String, String> text) {

  static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  /** What is wrong with a file, in words for "got". */
  static final class Damaged extends IOException {
    private static final long serialVersionUID = 1L;

    Damaged(String what) {
      super(what);
    }
  }

  static boolean isPng(byte[] file) {
    return file.length >= 8 && ByteBuffer.wrap(file, 0, 8).equals(ByteBuffer.wrap(SIGNATURE));
  }

  /** Reads the header alone: enough to refuse a size before anything else is touched. */
  static PngChunks header(byte[] file) throws Damaged {
    if (file.length < 33 || !"IHDR".equals(type(file, 12))) {
      throw new Damaged("a PNG that ends inside its header");
    }
    ByteBuffer in = ByteBuffer.wrap(file);
    return new PngChunks(in.getInt(16), in.getInt(20), file[24], file[25], Map.of());
  }

  /** Walks all chunks, checks their checksums and the end, and collects tEXt and iTXt. */
  static PngChunks checked(byte[] file) throws Damaged {
    PngChunks header = header(file);
    Map<String, String> text = new TreeMap<>();
    ByteBuffer in = ByteBuffer.wrap(file);
    int at = SIGNATURE.length;
    while (true) {
      if (at + 12 > file.length) {
        throw new Damaged("a truncated PNG: it has no end chunk");
      }
      long length = in.getInt(at) & 0xFFFFFFFFL;
      if (at + 12 + length > file.length) {
        throw new Damaged("a truncated PNG: chunk " + type(file, at + 4) + " is cut off");
      }
      int size = (int) length;
      CRC32 crc = new CRC32();
      crc.update(file, at + 4, size + 4);
      if ((int) crc.getValue() != in.getInt(at + 8 + size)) {
        throw new Damaged("a damaged PNG: wrong checksum in chunk " + type(file, at + 4));
      }
      String type = type(file, at + 4);
      if (type.equals("tEXt") || type.equals("iTXt")) {
        readText(type, ByteBuffer.wrap(file, at + 8, size).slice(), text);
      }
      if (type.equals("IEND")) {
        return new PngChunks(
            header.width, header.height, header.bitDepth, header.colourType, Map.copyOf(text));
      }
      at += 12 + size;
    }
  }

  private static String type(byte[] file, int at) {
    return new String(file, at, 4, StandardCharsets.ISO_8859_1);
  }

  private static void readText(String type, ByteBuffer body, Map<String, String> into)
      throws Damaged {
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    int end = zero(bytes, 0);
    String key = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    if (type.equals("tEXt")) {
      int from = Math.min(end + 1, bytes.length);
      into.put(key, new String(bytes, from, bytes.length - from, StandardCharsets.ISO_8859_1));
      return;
    }
    int from = zero(bytes, Math.min(end + 3, bytes.length)) + 1; // after the language tag
    from = Math.min(zero(bytes, Math.min(from, bytes.length)) + 1, bytes.length);
    byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
    boolean compressed = end + 1 < bytes.length && bytes[end + 1] == 1;
    into.put(key, new String(compressed ? inflate(rest) : rest, StandardCharsets.UTF_8));
  }

  private static int zero(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != 0) {
      at++;
    }
    return at;
  }

  private static byte[] inflate(byte[] packed) throws Damaged {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      byte[] buffer = new byte[4096];
      for (int n = inflater.inflate(buffer); n > 0; n = inflater.inflate(buffer)) {
        if (out.size() > 1 << 20) {
          throw new Damaged("a PNG whose compressed text exceeds 1 MiB");
        }
        out.write(buffer, 0, n);
      }
      return out.toByteArray();
    } catch (DataFormatException e) {
      throw new Damaged("a PNG whose compressed text is damaged");
    } finally {
      inflater.end();
    }
  }
}
