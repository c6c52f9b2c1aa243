package ai.chestnut.cli;

import ai.chestnut.failure.FileException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks of what a command is asked to read. */
final class Sources {

  private Sources() {}

  static Path folder(String thing, Path path) {
    return present(thing, path, Files.isDirectory(path), "a folder");
  }

  static Path file(String thing, Path path) {
    return present(thing, path, Files.isRegularFile(path), "a file");
  }

  private static Path present(String thing, Path path, boolean right, String expected) {
    if (!right) {
      String got = Files.notExists(path) ? "nothing there" : "something else";
      throw new FileException(thing, path, got, expected);
    }
    if (!Files.isReadable(path)) {
      throw new FileException(thing, path, "no permission", expected + " that may be read");
    }
    return path;
  }
}
