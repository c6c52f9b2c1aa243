package ai.chestnut.failure;

import java.nio.file.Path;

/**
 * A path or file is wrong: missing, unreadable, unwritable, damaged, or the disk is full. Whoever
 * owns the files can mend it. Exit code 3.
 */
public final class FileException extends ChestnutException {

  private static final long serialVersionUID = 1L;

  public FileException(String thing, Path place, String got, String expected) {
    super(sentence(thing, place.toString(), got, expected));
  }

  public FileException(String thing, Path place, String got, String expected, Throwable cause) {
    super(sentence(thing, place.toString(), got, expected), cause);
  }

  private FileException(String message, Throwable cause) {
    super(message, cause);
  }

  /** For a place that is no path, such as the address of a store. */
  public static FileException at(
      String thing, String place, String got, String expected, Throwable cause) {
    return new FileException(sentence(thing, place, got, expected), cause);
  }

  @Override
  public int exitCode() {
    return 3;
  }
}
