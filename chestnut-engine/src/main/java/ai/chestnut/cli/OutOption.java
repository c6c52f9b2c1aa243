package ai.chestnut.cli;

import ai.chestnut.storage.Staging;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import picocli.CommandLine.Option;

/** Where a command writes, and whether something may stand there already. */
final class OutOption {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder to write; made if missing; must be empty without --overwrite.")
  private Path folder = Paths.get("");

  @Option(
      names = "--overwrite",
      description = "Write even if DIR is not empty; files of the same name are replaced.")
  private boolean overwrite;

  /** The folder, which may be written. */
  Path checked() {
    Staging.requireFree(folder, overwrite);
    return folder;
  }

  boolean overwrite() {
    return overwrite;
  }

  /** Makes a folder and its parents. */
  static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException wrong) {
      throw Trouble.writing(folder, wrong);
    }
  }
}
