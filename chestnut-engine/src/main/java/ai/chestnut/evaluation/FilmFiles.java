package ai.chestnut.evaluation;

import ai.chestnut.archive.Archive;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The films of a place, in the order of their names: the rows of a manifest, the studies of an
 * archive, the {@code radiograph.png} of study folders, or else every image of the folder.
 */
public final class FilmFiles {

  private static final String FILM = "radiograph.png";

  private FilmFiles() {}

  /**
   * @param place a folder, or a manifest.csv
   * @param split only rows of this split, which needs a manifest
   * @throws FileException if there is no such place or no film in it
   */
  public static List<Path> in(Path place, Optional<Split> split) {
    Path folder = place.endsWith(Manifest.FILE_NAME) ? place.resolveSibling("") : place;
    if (!Files.isDirectory(folder)) {
      throw new FileException("films", place, "no folder there", "a folder or a manifest.csv");
    }
    List<Path> films = films(folder, split);
    if (films.isEmpty()) {
      throw new FileException("films", place, "none", "a manifest, study folders or images");
    }
    return films;
  }

  private static List<Path> films(Path folder, Optional<Split> split) {
    if (Files.exists(folder.resolve(Manifest.FILE_NAME))) {
      Manifest manifest = Manifest.read(folder);
      List<ManifestRow> rows = split.map(manifest::rows).orElse(manifest.rows());
      return rows.stream().map(row -> manifest.path(row.file())).toList();
    }
    if (split.isPresent()) {
      throw new RequestException(
          "split", "--split", split.get().word(), "none, as " + folder + " has no manifest.csv");
    }
    if (Archive.isAt(folder)) {
      Archive archive = Archive.open(folder);
      return archive.items().stream().map(item -> archive.folder(item).resolve(FILM)).toList();
    }
    List<Path> entries = entries(folder);
    List<Path> studies =
        entries.stream().map(entry -> entry.resolve(FILM)).filter(Files::isRegularFile).toList();
    return studies.isEmpty() ? entries.stream().filter(FilmFiles::image).toList() : studies;
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> content = Files.list(folder)) {
      return content.sorted().toList();
    } catch (IOException wrong) {
      throw Trouble.reading("films", folder, "a readable folder", wrong);
    }
  }

  private static boolean image(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Files.isRegularFile(file)
        && Stream.of(".png", ".jpg", ".jpeg", ".dcm", ".dicom").anyMatch(name::endsWith);
  }
}
