package ai.chestnut.failure;

/**
 * The caller asked a long piece of work to stop. What was finished stays. Exit code 130, as after
 * an interrupt from the keyboard.
 */
public final class CancelledException extends ChestnutException {

  private static final long serialVersionUID = 1L;

  public CancelledException(String what) {
    super(what + " was cancelled");
  }

  @Override
  public int exitCode() {
    return 130;
  }
}
