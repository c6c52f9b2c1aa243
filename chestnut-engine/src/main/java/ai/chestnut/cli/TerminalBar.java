package ai.chestnut.cli;

import ai.chestnut.progress.Step;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress for eyes: one bar per phase, redrawn in place. */
final class TerminalBar extends ProgressDisplay {

  private static final int REDRAW_MILLIS = 200;

  private final Console console;
  private final String unit;
  private String phase = "";
  private Optional<ProgressBar> bar = Optional.empty();

  TerminalBar(Console console, String unit, BooleanSupplier cancelled) {
    super(cancelled);
    this.console = console;
    this.unit = unit;
  }

  @Override
  public synchronized void step(Step step) {
    if (!step.phase().equals(phase)) {
      close();
      phase = step.phase();
      bar = Optional.of(begin(step));
    }
    bar.ifPresent(
        drawn -> {
          drawn.stepTo(step.done());
          drawn.setExtraMessage(step.note());
        });
  }

  private ProgressBar begin(Step step) {
    int columns = console.columns();
    return new ProgressBarBuilder()
        .setTaskName(step.phase())
        .setInitialMax(step.total() > 0 ? step.total() : -1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(REDRAW_MILLIS)
        .setMaxRenderedLength(columns - 1)
        .setUnit(" " + unit, 1)
        .showSpeed()
        .setConsumer(
            new DelegatingProgressBarConsumer(
                text -> console.err().print("\r" + text), columns - 1))
        .build();
  }

  @Override
  public synchronized void close() {
    bar.ifPresent(
        drawn -> {
          drawn.close();
          console.err().println();
        });
    bar = Optional.empty();
    phase = "";
  }
}
