package ai.chestnut.failure;

/** The device or its memory does not suffice: whoever runs the machine can mend it. Exit code 4. */
public final class DeviceException extends ChestnutException {

  private static final long serialVersionUID = 1L;

  public DeviceException(String thing, String place, String got, String expected) {
    super(sentence(thing, place, got, expected));
  }

  public DeviceException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public int exitCode() {
    return 4;
  }
}
