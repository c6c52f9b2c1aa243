package ai.chestnut.failure;

/**
 * Everything Chestnut throws on purpose. Subclasses are sorted by who can mend the cause; each
 * knows the process exit code.
 *
 * <p>A message reads: thing, place, got, expected. {@link #sentence} builds that form.
 */
public abstract sealed class ChestnutException extends RuntimeException
    permits RequestException, FileException, DeviceException, CancelledException, DefectException {

  private static final long serialVersionUID = 1L;

  protected ChestnutException(String message) {
    super(message);
  }

  protected ChestnutException(String message, Throwable cause) {
    super(message, cause);
  }

  /** The exit code of the process when this reaches the command line. */
  public abstract int exitCode();

  /**
   * One sentence: "{thing} {place}: got {got}, expected {expected}".
   *
   * @param place where it stands (option, file, row, TOML path); may be empty
   */
  protected static String sentence(String thing, String place, String got, String expected) {
    String where = place.isEmpty() ? "" : " (" + place + ")";
    return thing + where + ": got " + got + ", expected " + expected;
  }
}
