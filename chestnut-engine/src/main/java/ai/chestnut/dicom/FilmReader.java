package ai.chestnut.dicom;

import ai.chestnut.failure.FileException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import java.nio.file.Path;

/**
 * A film from any file that Chestnut reads: PNG, JPEG or DICOM. What the file begins with decides.
 */
public final class FilmReader {

  private FilmReader() {}

  /**
   * @throws FileException if the file is missing, damaged, of another format, or too small or large
   */
  public static Radiograph read(Path file) {
    return DicomFilm.isDicom(file) ? DicomFilm.read(file).film() : RadiographFiles.read(file);
  }

  /** Whether the file itself says that its film is synthetic. */
  public static boolean saysSynthetic(Path file) {
    return DicomFilm.isDicom(file)
        ? DicomFilm.read(file).synthetic()
        : RadiographFiles.readText(file).containsKey("Synthetic");
  }
}
