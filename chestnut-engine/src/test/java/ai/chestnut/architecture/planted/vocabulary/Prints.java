package ai.chestnut.architecture.planted.vocabulary;

/** Breaks the console rule. */
public final class Prints {
  private Prints() {}

  public static void print() {
    System.out.println("planted");
  }
}
