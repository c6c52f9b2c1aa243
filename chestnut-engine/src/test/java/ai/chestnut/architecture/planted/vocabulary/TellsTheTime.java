package ai.chestnut.architecture.planted.vocabulary;

import java.time.Instant;

/** Breaks the clock rule. */
public final class TellsTheTime {
  private TellsTheTime() {}

  public static Instant now() {
    return Instant.now();
  }

  public static long nanos() {
    return System.nanoTime();
  }
}
