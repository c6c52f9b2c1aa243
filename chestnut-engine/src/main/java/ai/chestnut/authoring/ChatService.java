package ai.chestnut.authoring;

/** Something that answers a question in words. */
interface ChatService {

  /**
   * @param text what it said
   * @param readTokens how many tokens it read, 0 where it does not say; likewise those written
   */
  record Answer(String text, long readTokens, long writtenTokens) {}

  /** A request without an answer. */
  final class Unanswered extends Exception {

    private static final long serialVersionUID = 1;

    private final boolean hopeless;

    /**
     * @param hopeless whether asking again cannot help
     */
    Unanswered(String got, boolean hopeless, Throwable cause) {
      super(got, cause);
      this.hopeless = hopeless;
    }

    boolean hopeless() {
      return hopeless;
    }
  }

  /**
   * Asks once.
   *
   * @param seed for services that take one
   */
  Answer ask(String system, String question, int seed) throws Unanswered;
}
