package ai.chestnut.failure;

/**
 * The request, or the content of a plan or recipe, is wrong: whoever asked can mend it. Exit code
 * 2.
 */
public final class RequestException extends ChestnutException {

  private static final long serialVersionUID = 1L;

  public RequestException(String message) {
    super(message);
  }

  public RequestException(String thing, String place, String got, String expected) {
    super(sentence(thing, place, got, expected));
  }

  /** For what the contract names and this version does not make yet. */
  public static RequestException notBuilt(String what) {
    return new RequestException(what + " is not built yet in this version");
  }

  @Override
  public int exitCode() {
    return 2;
  }
}
