package ai.chestnut.cli;

import ai.chestnut.progress.Step;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Progress for logs: one line at most every few seconds, and one at the end of each phase. */
final class ProgressLines extends ProgressDisplay {

  private static final double SECONDS_BETWEEN = 5;

  private final PrintStream err;
  private final String unit;
  private final LongSupplier nanoTime;
  private String phase = "";
  private long phaseBegan;
  private long firstDone;
  private long lastLine;

  ProgressLines(PrintStream err, String unit, BooleanSupplier cancelled, LongSupplier nanoTime) {
    super(cancelled);
    this.err = err;
    this.unit = unit;
    this.nanoTime = nanoTime;
  }

  @Override
  public synchronized void step(Step step) {
    long now = nanoTime.getAsLong();
    if (!step.phase().equals(phase)) {
      phase = step.phase();
      phaseBegan = now;
      firstDone = step.done();
      lastLine = now;
    }
    boolean last = step.total() > 0 && step.done() >= step.total();
    if (last || seconds(lastLine, now) >= SECONDS_BETWEEN) {
      lastLine = now;
      err.println(line(step, seconds(phaseBegan, now)));
    }
  }

  private String line(Step step, double elapsed) {
    StringBuilder line = new StringBuilder(step.phase()).append(' ').append(step.done());
    if (step.total() > 0) {
      line.append('/').append(step.total());
    }
    line.append(' ').append(unit);
    double rate = elapsed > 0 ? (step.done() - firstDone) / elapsed : 0;
    if (rate > 0) {
      line.append(String.format(Locale.ROOT, ", %.3g/s", rate));
      if (step.total() > step.done()) {
        line.append(", ").append(clock((step.total() - step.done()) / rate)).append(" left");
      }
    }
    return step.note().isEmpty()
        ? line.toString()
        : line.append(", ").append(step.note()).toString();
  }

  private static String clock(double seconds) {
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }

  private static double seconds(long from, long to) {
    return (to - from) * 1e-9;
  }

  @Override
  public void close() {
    err.flush();
  }
}
