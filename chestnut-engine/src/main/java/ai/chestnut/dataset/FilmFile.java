package ai.chestnut.dataset;

import ai.chestnut.dicom.DicomFilm;
import ai.chestnut.failure.FileException;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The quick look at an image file that a whole collection can afford: it is there, may be read, and
 * begins as a PNG (ISO 15948, 5.2), a JPEG (ISO 10918-1, B.1.1.3) or a DICOM file (PS3.10, 7.1)
 * does. Decoding comes later.
 */
final class FilmFile {

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  private static final byte[] JPEG = {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF};

  private FilmFile() {}

  /**
   * @param table the table that names the image
   * @param thing how the message calls it, such as {@code "row 7, file"}
   */
  static void require(Path image, Path table, String thing) {
    byte[] start = new byte[PNG.length];
    int count;
    try (InputStream in = Files.newInputStream(image)) {
      count = in.readNBytes(start, 0, start.length);
    } catch (IOException wrong) {
      throw new FileException(
          thing, table, Trouble.reason(wrong) + " at " + image, "a PNG, JPEG or DICOM file", wrong);
    }
    if (!begins(start, count, PNG) && !begins(start, count, JPEG) && !DicomFilm.isDicom(image)) {
      String got = count == 0 ? "an empty file" : "another file";
      throw new FileException(thing, table, got + " at " + image, "a PNG, JPEG or DICOM file");
    }
  }

  private static boolean begins(byte[] start, int count, byte[] magic) {
    return count >= magic.length && Arrays.mismatch(start, magic) >= magic.length
        || Arrays.equals(start, magic);
  }
}
