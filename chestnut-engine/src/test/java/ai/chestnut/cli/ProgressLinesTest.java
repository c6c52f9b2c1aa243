package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.CancelledException;
import ai.chestnut.progress.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressLinesTest {

  private static final long SECOND = 1_000_000_000L;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong now = new AtomicLong();
  private boolean stop;
  private final ProgressLines progress =
      new ProgressLines(
          new PrintStream(bytes, true, StandardCharsets.UTF_8), "films", () -> stop, now::get);

  @Test
  void oneLineEveryFiveSecondsAndOneAtTheEnd() {
    for (int done = 0; done <= 12; done++) {
      progress.step(Step.of("sampling", done, 12));
      now.addAndGet(SECOND);
    }
    assertThat(lines())
        .containsExactly(
            "sampling 5/12 films, 1.00/s, 0:00:07 left",
            "sampling 10/12 films, 1.00/s, 0:00:02 left",
            "sampling 12/12 films, 1.00/s");
  }

  @Test
  void anUnknownTotalShowsCountRateAndNote() {
    progress.step(Step.of("reading", 0, 0));
    now.addAndGet(10 * SECOND);
    progress.step(new Step("reading", 40, 0, "row 40"));
    assertThat(lines()).containsExactly("reading 40 films, 4.00/s, row 40");
  }

  @Test
  void cancellationTravelsBack() {
    stop = true;
    assertThatThrownBy(() -> progress.advance(Step.of("sampling", 1, 2)))
        .isInstanceOf(CancelledException.class);
  }

  @Test
  void aTerminalGetsABarThatIsRedrawn() {
    PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Console terminal = new Console(java.io.InputStream.nullInputStream(), err, err, true, 80);
    try (ProgressDisplay bar = ProgressDisplay.on(terminal, "films", () -> false)) {
      bar.step(Step.of("sampling", 1, 4));
      bar.step(Step.of("sampling", 4, 4));
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("\r")
        .contains("sampling 100%")
        .contains("4/4 films");
  }

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
