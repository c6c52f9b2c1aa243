package ai.chestnut.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Other people's programs, where this machine has them; a test that needs one skips without. */
public final class Tools {

  private Tools() {}

  /** Skips the test where a program is missing. */
  public static void require(String... programs) {
    for (String program : programs) {
      assumeTrue(find(program), program + " is not installed");
    }
  }

  private static boolean find(String program) {
    String path = System.getenv("PATH");
    return Arrays.stream((path + ":/usr/sbin").split(":"))
        .anyMatch(folder -> new File(folder, program).canExecute());
  }

  /** Everything that the program says; it must end within a minute. */
  public static String run(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }

  static String run(String program, Path file) throws IOException, InterruptedException {
    return run(program, file.toString());
  }
}
