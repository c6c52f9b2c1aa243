package ai.chestnut.synthesis;

import ai.chestnut.failure.RequestException;
import java.util.Arrays;
import java.util.Locale;

/** The systems behind the one interface. */
public enum Method {
  TEXT(true),
  XREAL(true),
  AURAD(true),
  CODEBOOK(true),
  PGGAN(true);

  private final boolean built;

  Method(boolean built) {
    this.built = built;
  }

  /** The best that is built. */
  public static Method standard() {
    return TEXT;
  }

  /** The best that is built of those that take masks and films. */
  public static Method standardForLayouts() {
    return XREAL;
  }

  /**
   * @throws RequestException for a method that is not built yet
   */
  public void requireBuilt() {
    if (!built) {
      throw RequestException.notBuilt("method " + word());
    }
  }

  /** Whether it can be told by masks where things shall be. */
  public boolean takesLayouts() {
    return this == XREAL || this == AURAD;
  }

  /**
   * @throws RequestException for a method that cannot be told where things shall be
   */
  public void requireTakesLayouts() {
    if (!takesLayouts()) {
      throw new RequestException(
          "method",
          "--method",
          word() + " with masks or a film",
          "a method that takes them: " + XREAL.word() + " or " + AURAD.word());
    }
  }

  /** The method of a word; one that is not built yet is a {@link RequestException} that says so. */
  public static Method named(String word) {
    for (Method method : values()) {
      if (method.word().equals(word.toLowerCase(Locale.ROOT))) {
        method.requireBuilt();
        return method;
      }
    }
    throw new RequestException(
        "method",
        "--method",
        "'" + word + "'",
        "one of " + String.join(", ", Arrays.stream(values()).map(Method::word).toList()));
  }

  /** Whether it can be asked for. */
  public boolean isBuilt() {
    return built;
  }

  /** The word on the command line and in a study. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
