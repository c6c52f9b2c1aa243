package ai.chestnut.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder that a command is about to make: if nothing came into it, it goes again. */
final class NewFolder implements AutoCloseable {

  private final Path folder;
  private final boolean made;

  private NewFolder(Path folder, boolean made) {
    this.folder = folder;
    this.made = made;
  }

  static NewFolder at(Path folder) {
    return new NewFolder(folder, Files.notExists(folder));
  }

  @Override
  public void close() {
    try {
      if (made) {
        Files.deleteIfExists(folder);
      }
    } catch (IOException filled) {
      // it holds what it was made for
    }
  }
}
