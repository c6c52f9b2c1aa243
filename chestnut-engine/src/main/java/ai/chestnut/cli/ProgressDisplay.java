package ai.chestnut.cli;

import ai.chestnut.progress.Progress;
import java.util.function.BooleanSupplier;

/**
 * Draws the steps of long work on standard error: a bar with rate and time left on a terminal, a
 * line every few seconds otherwise.
 */
abstract sealed class ProgressDisplay implements Progress, AutoCloseable
    permits ProgressLines, TerminalBar {

  private final BooleanSupplier cancelled;

  ProgressDisplay(BooleanSupplier cancelled) {
    this.cancelled = cancelled;
  }

  /**
   * @param unit what is counted, such as {@code "films"}
   * @param cancelled whether somebody wants the work to stop
   */
  static ProgressDisplay on(Console console, String unit, BooleanSupplier cancelled) {
    return console.terminal()
        ? new TerminalBar(console, unit, cancelled)
        : new ProgressLines(console.err(), unit, cancelled, System::nanoTime);
  }

  @Override
  public final boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  /** Ends the drawing. */
  @Override
  public abstract void close();
}
