package ai.chestnut.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C: asks the running command to stop at its next step and gives it a moment to remove what is
 * half-written, before the process ends.
 */
final class Interruption {

  private static final long PATIENCE_SECONDS = 10;

  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean asked;

  /** From now on the end of the process waits for {@link #commandFinished}. */
  void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "interruption"));
  }

  /** Whether somebody wants the command to stop. */
  boolean asked() {
    return asked;
  }

  void commandFinished() {
    finished.countDown();
  }

  /** Asks the command to stop and waits for it, at most {@value #PATIENCE_SECONDS} seconds. */
  void stop() {
    asked = true;
    try {
      boolean clean = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!clean) {
        System.err.println("chestnut: stopped in the middle of a step");
      }
    } catch (InterruptedException again) {
      Thread.currentThread().interrupt();
    }
  }
}
