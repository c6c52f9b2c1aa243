package ai.chestnut.evaluation.films;

import ai.chestnut.archive.Archive;
import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.FilmFiles;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.study.StudyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Opens the set of films of a place. */
public final class FilmSets {

  private FilmSets() {}

  /**
   * The rows of a manifest, the studies of an archive or of a folder, or else the images of a
   * folder, in the order of their names.
   *
   * @param place a folder, or a manifest.csv
   * @param splits only rows of these, which needs a manifest; all where empty
   * @throws FileException if there is no such place or no film in it
   * @throws RequestException for splits of what has none
   */
  public static FilmSet open(Path place, Set<Split> splits) {
    Path folder = folder(place);
    if (Files.exists(folder.resolve(Manifest.FILE_NAME))) {
      ManifestFilms films = new ManifestFilms(Manifest.read(folder), splits);
      if (films.size() == 0) {
        throw new FileException("films", place, "no row of the split", "at least one");
      }
      return films;
    }
    if (!splits.isEmpty()) {
      throw new RequestException(
          "split",
          "--split",
          splits.iterator().next().word(),
          "none, as " + folder + " has no manifest.csv");
    }
    List<Path> films = FilmFiles.in(folder, Optional.empty());
    boolean studies =
        films.stream().allMatch(film -> Files.exists(film.resolveSibling(StudyFolder.DOCUMENT)));
    String name = named(folder);
    return studies
        ? new StudyFilms(
            Archive.isAt(folder) ? Archive.open(folder).plan().name() : name,
            films.stream().map(film -> film.resolveSibling("")).toList())
        : new ImageFilms(name, films);
  }

  /** Whether the place has a manifest with rows of the split. */
  public static boolean hasSplit(Path place, Split split) {
    Path folder = folder(place);
    return Files.exists(folder.resolve(Manifest.FILE_NAME))
        && !Manifest.read(folder).rows(split).isEmpty();
  }

  static String named(Path folder) {
    Path last = folder.toAbsolutePath().normalize().getFileName();
    return last == null ? "films" : last.toString();
  }

  private static Path folder(Path place) {
    Path parent = place.endsWith(Manifest.FILE_NAME) ? place.toAbsolutePath().getParent() : place;
    return parent == null ? place : parent;
  }
}
