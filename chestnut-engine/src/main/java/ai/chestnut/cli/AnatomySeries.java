package ai.chestnut.cli;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.failure.RequestException;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Label pictures that studies take in turn: those of a folder by name, or the anatomy maps of a
 * manifest's rows in their order.
 */
record AnatomySeries(List<Path> maps) {

  /**
   * @param words a folder, or folder:split
   * @return nothing where it is neither
   */
  static Optional<AnatomySeries> of(String words) {
    Path whole = Path.of(words);
    if (Files.isDirectory(whole)) {
      return Optional.of(in(whole, Optional.empty()));
    }
    int colon = words.lastIndexOf(':');
    Path folder = Path.of(words.substring(0, Math.max(0, colon)));
    boolean manifest = colon > 0 && Files.isRegularFile(folder.resolve(Manifest.FILE_NAME));
    return manifest
        ? Optional.of(in(folder, Split.named(words.substring(colon + 1))))
        : Optional.empty();
  }

  private static AnatomySeries in(Path folder, Optional<Split> split) {
    List<Path> maps =
        Files.isRegularFile(folder.resolve(Manifest.FILE_NAME))
            ? mapped(Manifest.read(folder), split)
            : pictures(folder);
    if (maps.isEmpty()) {
      throw new RequestException(
          "anatomy", folder.toString(), "no anatomy map", "at least one label picture");
    }
    return new AnatomySeries(maps);
  }

  private static List<Path> mapped(Manifest manifest, Optional<Split> split) {
    return manifest.rows().stream()
        .filter(row -> split.isEmpty() || row.split().equals(split))
        .map(ManifestRow::masks)
        .flatMap(masks -> masks.anatomy().stream())
        .map(manifest::path)
        .toList();
  }

  private static List<Path> pictures(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".png")).sorted().toList();
    } catch (IOException wrong) {
      throw Trouble.reading("anatomy", folder, "a readable folder", wrong);
    }
  }
}
