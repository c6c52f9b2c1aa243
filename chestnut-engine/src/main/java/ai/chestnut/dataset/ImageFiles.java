package ai.chestnut.dataset;

import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Where the images of a collection lie that keeps them in folders of its own making. */
final class ImageFiles {

  private static final List<String> ENDINGS = List.of(".png", ".jpg", ".jpeg", ".dicom", ".dcm");

  private final Map<String, String> byName = new HashMap<>();

  /** Looks through the folder and all below it. */
  ImageFiles(Path source) {
    try (Stream<Path> tree = Files.walk(source)) {
      tree.filter(Files::isRegularFile)
          .sorted()
          .forEach(
              file ->
                  byName.putIfAbsent(
                      String.valueOf(file.getFileName()),
                      source.relativize(file).toString().replace('\\', '/')));
    } catch (IOException wrong) {
      throw Trouble.reading("collection", source, "a readable folder", wrong);
    }
  }

  /** The path from the source of the image of this name; the name itself if it is nowhere. */
  String path(String name) {
    return byName.getOrDefault(name, name);
  }

  /**
   * The same for a name whose ending depends on who converted the collection; DICOM where nobody
   * did.
   */
  String pathOf(String stem) {
    for (String ending : ENDINGS) {
      String path = byName.get(stem + ending);
      if (path != null) {
        return path;
      }
    }
    return stem + ENDINGS.get(0);
  }

  /** Every file of this ending, in the order of their paths. */
  List<String> ending(String ending) {
    return byName.values().stream()
        .filter(path -> path.toLowerCase(Locale.ROOT).endsWith(ending))
        .sorted()
        .toList();
  }
}
