package ai.chestnut.dicom;

import ai.chestnut.failure.FileException;
import ai.chestnut.radiograph.PixelSpacing;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A film in a DICOM file, as it is meant to be seen: bright where little radiation arrived.
 *
 * @param film 8 bit where the file stores at most 8, else 16, after modality and VOI
 *     transformations
 * @param synthetic whether the file says so (0008,001C)
 */
public record DicomFilm(Radiograph film, boolean synthetic) {

  private static final long MAX_BYTES = 320L << 20;

  /** Whether the file has the prefix of DICOM; false if it cannot be read. */
  public static boolean isDicom(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return DicomParser.isDicom(in.readNBytes(DicomParser.PREFIX_AT + 4));
    } catch (IOException unreadable) {
      return false;
    }
  }

  /**
   * @throws FileException if the file is missing, damaged, no single grey frame, of a transfer
   *     syntax that is not read, or larger than a film can be
   */
  public static DicomFilm read(Path file) {
    byte[] bytes;
    long limit = Math.min(MAX_BYTES, Runtime.getRuntime().maxMemory() / 4);
    try {
      long size = Files.size(file);
      if (size > limit) {
        throw new FileException(
            "DICOM file", file, size + " bytes", "at most " + limit + " with this memory");
      }
      bytes = Files.readAllBytes(file);
    } catch (IOException wrong) {
      throw Trouble.reading("DICOM file", file, "a readable file", wrong);
    }
    try {
      return of(bytes, limit);
    } catch (Malformed wrong) {
      throw new FileException("DICOM file", file, wrong.got(), wrong.expected(), wrong);
    }
  }

  /**
   * @param limit the most bytes that a deflated data set may become
   */
  static DicomFilm of(byte[] bytes, long limit) throws Malformed {
    if (!DicomParser.isDicom(bytes)) {
      throw new Malformed("no prefix DICM", "a DICOM file");
    }
    DicomParser.Parsed parsed = DicomParser.file(bytes, limit);
    DataSet data = parsed.data();
    PixelLayout layout = PixelLayout.of(data);
    short[] samples = StoredPixels.of(parsed.syntax(), data, layout);
    char[] table = GreyScale.table(data, layout, samples);
    boolean eight = layout.stored() <= 8;
    for (int i = 0; i < samples.length; i++) {
      int grey = table[samples[i] & (table.length - 1)];
      samples[i] = (short) (eight ? (grey + 128) / 257 : grey);
    }
    Radiograph film = Radiograph.of(layout.width(), layout.height(), eight ? 8 : 16, samples);
    return new DicomFilm(spaced(film, data), data.text(Attribute.SYNTHETIC_DATA).equals("YES"));
  }

  private static Radiograph spaced(Radiograph film, DataSet data) {
    for (Attribute attribute : List.of(Attribute.PIXEL_SPACING, Attribute.IMAGER_PIXEL_SPACING)) {
      List<Double> mm = data.decimals(attribute);
      if (mm.size() == 2 && mm.get(0) > 0 && mm.get(1) > 0) {
        return film.withSpacing(new PixelSpacing(mm.get(0), mm.get(1)));
      }
    }
    return film;
  }
}
