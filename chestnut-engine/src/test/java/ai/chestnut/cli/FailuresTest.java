package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.failure.CancelledException;
import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.DeviceException;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class FailuresTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);
  private final Console console = new Console(InputStream.nullInputStream(), err, err, false, 80);

  static List<Arguments> thrown() {
    return List.of(
        Arguments.of(
            2, "steps (--steps): got 0", new RequestException("steps", "--steps", "0", "1")),
        Arguments.of(3, "mask (a.png): got", new FileException("mask", Path.of("a.png"), "x", "y")),
        Arguments.of(3, "(b.png): got nothing there", new NoSuchFileException("b.png")),
        Arguments.of(3, "no permission", new UncheckedIOException(new AccessDeniedException("c"))),
        Arguments.of(3, "No space left on device", new IOException("No space left on device")),
        Arguments.of(4, "device", new DeviceException("device", "cuda", "none", "one")),
        Arguments.of(4, "memory: got Java heap space", new OutOfMemoryError("Java heap space")),
        Arguments.of(
            4,
            "memory: got",
            new RuntimeException(
                "[enforce fail] DefaultCPUAllocator: can't allocate memory\n at x")),
        Arguments.of(4, "memory: got", new RuntimeException("CUDA out of memory. Tried 2 GiB")),
        Arguments.of(
            4, "native libraries: got no jnitorch", new UnsatisfiedLinkError("no jnitorch")),
        Arguments.of(70, "a defect: DefectException: broken", new DefectException("broken")),
        Arguments.of(70, "a defect: IllegalStateException: odd", new IllegalStateException("odd")),
        Arguments.of(70, "a defect: StackOverflowError", new StackOverflowError()),
        Arguments.of(130, "sampling was cancelled", new CancelledException("sampling")));
  }

  @ParameterizedTest
  @MethodSource("thrown")
  void oneLineAndTheRightCode(int code, String message, Throwable thrown) {
    assertThat(new Failures(console, false).failed(thrown)).isEqualTo(code);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("chestnut: ")
        .contains(message)
        .hasLineCount(1);
  }

  @Test
  void debugShowsTheStack() {
    new Failures(console, true).failed(new IllegalStateException("odd"));
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("\tat ").contains("debugShows");
  }
}
