package ai.chestnut.tensor;

import ai.chestnut.failure.FileException;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Tells a TorchScript file from other files that end in {@code .pt}, and a whole one from a damaged
 * one, before libtorch sees it: libtorch reads the archive without its checksums.
 *
 * <p>The format: a zip archive with one folder that holds {@code code/} (the program), {@code
 * constants.pkl} and {@code data/} (the weights). A pickled checkpoint has no {@code code/}.
 */
final class ScriptArchive {

  private static final String EXPECTED = "a TorchScript file, as torch.jit.save writes it";

  private ScriptArchive() {}

  /**
   * @throws FileException if the file is missing, damaged or something else
   */
  static void require(Path file) {
    if (!Files.exists(file)) {
      throw wrong(file, "nothing there");
    }
    if (Files.isDirectory(file)) {
      throw wrong(file, "a folder");
    }
    try (ZipFile archive = new ZipFile(file.toFile())) {
      List<? extends ZipEntry> entries = archive.stream().toList();
      requireProgram(file, entries.stream().<String>map(ZipEntry::getName).toList());
      for (ZipEntry entry : entries) {
        requireWhole(file, archive, entry);
      }
    } catch (ZipException notZip) {
      throw new FileException(
          "TorchScript",
          file,
          "no zip archive, or a damaged one (" + Trouble.reason(notZip) + ")",
          EXPECTED,
          notZip);
    } catch (IOException unreadable) {
      throw Trouble.reading("TorchScript", file, EXPECTED, unreadable);
    }
  }

  private static void requireProgram(Path file, List<String> names) {
    boolean program = names.stream().anyMatch(name -> name.matches("[^/]+/code/.+"));
    if (program && holds(names, "constants.pkl")) {
      return;
    }
    if (holds(names, "data.pkl")) {
      throw wrong(file, "weights without a program, as torch.save writes them");
    }
    if (names.stream()
        .anyMatch(name -> name.matches("([^/]+/)?(models/.+\\.json|archive_format)"))) {
      throw wrong(file, "a program of torch.export");
    }
    throw wrong(file, "a zip archive of something else");
  }

  private static boolean holds(List<String> names, String wanted) {
    return names.stream().anyMatch(name -> name.matches("[^/]+/" + wanted));
  }

  private static void requireWhole(Path file, ZipFile archive, ZipEntry entry) throws IOException {
    try (InputStream in = archive.getInputStream(entry);
        CheckedInputStream checked = new CheckedInputStream(in, new CRC32())) {
      checked.transferTo(OutputStream.nullOutputStream());
      if (checked.getChecksum().getValue() != entry.getCrc()) {
        throw wrong(file, "a damaged entry " + entry.getName());
      }
    }
  }

  private static FileException wrong(Path file, String got) {
    return new FileException("TorchScript", file, got, EXPECTED);
  }
}
