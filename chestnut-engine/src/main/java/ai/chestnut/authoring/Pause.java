package ai.chestnut.authoring;

import ai.chestnut.failure.CancelledException;

/** Time as a caller lends it: what waits, and what says how much has gone. */
public interface Pause {

  /** Nanoseconds since some moment. */
  long nanos();

  /** Waits so many milliseconds. */
  void millis(long count);

  /**
   * Real waiting.
   *
   * @param nanos a clock
   */
  static Pause real(java.util.function.LongSupplier nanos) {
    return new Pause() {
      @Override
      public long nanos() {
        return nanos.getAsLong();
      }

      @Override
      public void millis(long count) {
        try {
          Thread.sleep(count);
        } catch (InterruptedException stop) {
          Thread.currentThread().interrupt();
          throw new CancelledException("waiting for the chat service");
        }
      }
    };
  }
}
