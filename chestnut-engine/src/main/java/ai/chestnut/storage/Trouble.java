package ai.chestnut.storage;

import ai.chestnut.failure.FileException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Turns what the file system says into sentences a person can act on. */
public final class Trouble {

  private Trouble() {}

  /** The failure of a write as an exception that names the file. */
  public static FileException writing(Path file, IOException wrong) {
    return new FileException(
        "file to write", file, reason(wrong), "a writable folder with room on its disk", wrong);
  }

  /** The failure of a read as an exception that names the file and what it should be. */
  public static FileException reading(String thing, Path file, String expected, IOException wrong) {
    return new FileException(thing, file, reason(wrong), expected, wrong);
  }

  /** A few words for the cause, without the path (which stands elsewhere in the message). */
  public static String reason(IOException wrong) {
    if (wrong instanceof NoSuchFileException) {
      return "nothing there";
    }
    if (wrong instanceof AccessDeniedException) {
      return "no permission";
    }
    if (wrong instanceof NotDirectoryException) {
      return "a file in the place of a folder";
    }
    if (wrong instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    String message = wrong.getMessage();
    return message == null ? wrong.getClass().getSimpleName() : message;
  }

  /** Removes a file or folder with all it holds, for tidying up behind a failure. */
  static void deleteQuietly(Path path) {
    try {
      delete(path);
    } catch (IOException left) {
      // a partial file that stays is recognised by its name and harmless
    }
  }

  static void delete(Path path) throws IOException {
    if (!Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    List<Path> deepestFirst;
    try (Stream<Path> tree = Files.walk(path)) {
      deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : deepestFirst) {
      Files.deleteIfExists(each);
    }
  }
}
