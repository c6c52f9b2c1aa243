package ai.chestnut.dataset;

import ai.chestnut.dicom.FilmReader;
import ai.chestnut.failure.FileException;
import ai.chestnut.radiograph.Radiograph;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one dataset format that training and evaluation read: a folder with {@code manifest.csv} (RFC
 * 4180, UTF-8, header row) and the image files that it names, relative to the folder.
 *
 * <pre>
 * file            PNG or JPEG; the only column that must be there
 * patient         pseudonym; without it every film is a patient of its own
 * split           train, val, test, or empty; no patient is in two
 * view, sex, age  PA or AP; F or M; whole years 0 to 120; each may be empty
 * text            the report, or empty
 * &lt;finding&gt;       by canonical name: 1, 0, -1 uncertain, empty where nobody labelled it
 * anatomy_mask    label image with the anatomy codes
 * lung_mask       0/255, with lung_mask_type aerated or envelope
 * &lt;finding&gt;_mask  0/255
 * source, licence where it comes from, on which terms
 * </pre>
 *
 * Other columns are kept as they are. A mistake, a missing file, a file that is no image: each is a
 * {@link FileException} that names the row, counted as a spreadsheet counts (the header is row 1).
 *
 * @param folder where the paths of the rows start
 */
public record Manifest(Path folder, List<ManifestRow> rows) {

  /** The table's name within the folder. */
  public static final String FILE_NAME = "manifest.csv";

  public Manifest {
    rows = List.copyOf(rows);
  }

  /**
   * Reads a manifest and holds that it is whole: every film and mask is there and begins as an
   * image does, and no patient is in two splits.
   *
   * @param folder a folder with a {@code manifest.csv}, or that file itself
   * @throws FileException naming the file and the row
   */
  public static Manifest read(Path folder) {
    Path file = Files.isRegularFile(folder) ? folder : folder.resolve(FILE_NAME);
    Path parent = file.toAbsolutePath().getParent();
    Path root = parent == null ? file.toAbsolutePath() : parent;
    List<ManifestRow> rows = new ManifestReader(Optional.of(root), Table.read(file)).rows();
    if (rows.isEmpty()) {
      throw new FileException("manifest", file, "a header without rows", "at least one film");
    }
    requireApart(rows, file);
    return new Manifest(root, rows);
  }

  /** Holds that no patient is in two splits. */
  static void requireApart(List<ManifestRow> rows, Path file) {
    Map<String, ManifestRow> first = new HashMap<>();
    for (int i = 0; i < rows.size(); i++) {
      ManifestRow row = rows.get(i);
      ManifestRow other = first.putIfAbsent(row.patient(), row);
      if (other != null && !other.split().equals(row.split())) {
        throw new FileException(
            "row " + (i + 2) + ", split",
            file,
            "patient "
                + row.patient()
                + " in "
                + row.split().map(Split::word).orElse("no split")
                + " and in "
                + other.split().map(Split::word).orElse("no split"),
            "every patient in one split");
      }
    }
  }

  /** The rows of one split, in their order. */
  public List<ManifestRow> rows(Split split) {
    return rows.stream().filter(row -> row.split().filter(split::equals).isPresent()).toList();
  }

  /** Where a file of a row lies. */
  public Path path(String file) {
    return folder.resolve(file);
  }

  /**
   * Decodes the film of a row.
   *
   * @throws FileException naming the row, if the file is no longer a readable image
   */
  public Radiograph film(ManifestRow row) {
    try {
      return FilmReader.read(path(row.file()));
    } catch (FileException wrong) {
      throw new FileException(
          "row " + (rows.indexOf(row) + 2) + ", file",
          folder.resolve(FILE_NAME),
          String.valueOf(wrong.getMessage()),
          "a readable radiograph",
          wrong);
    }
  }
}
