package ai.chestnut.archive;

/**
 * Something wrong with one file of an archive.
 *
 * @param file within the archive's folder
 */
public record ArchiveDefect(String file, String got, String expected) {

  /** One line: {@code file: got ..., expected ...}. */
  @Override
  public String toString() {
    return file + ": got " + got + ", expected " + expected;
  }
}
