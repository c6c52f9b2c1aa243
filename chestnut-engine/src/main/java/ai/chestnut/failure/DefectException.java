package ai.chestnut.failure;

/** Chestnut itself is wrong: only its developers can mend it. Exit code 70. */
public final class DefectException extends ChestnutException {

  private static final long serialVersionUID = 1L;

  public DefectException(String message) {
    super(message);
  }

  public DefectException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public int exitCode() {
    return 70;
  }
}
