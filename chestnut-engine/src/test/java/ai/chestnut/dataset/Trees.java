package ai.chestnut.dataset;

import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** Small collections for tests. */
final class Trees {

  private Trees() {}

  /** A film of 16x16 pixels; the same for the same shade. */
  static void film(Path root, String path, int shade) {
    Path file = root.resolve(path);
    short[] pixels = new short[16 * 16];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) ((i + shade) % 256);
    }
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
    RadiographFiles.write(Radiograph.of(16, 16, 8, pixels), file, Map.of());
  }

  static void text(Path root, String path, String... lines) {
    Path file = root.resolve(path);
    try {
      Files.createDirectories(file.getParent());
      byte[] bytes = (String.join("\n", lines) + "\n").getBytes("UTF-8");
      if (path.endsWith(".gz")) {
        try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
          out.write(bytes);
        }
      } else {
        Files.write(file, bytes);
      }
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    }
  }
}
