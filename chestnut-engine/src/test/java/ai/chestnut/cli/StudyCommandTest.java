package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reader studies from the command line; what readers do is tested with the studio. */
final class StudyCommandTest {

  @TempDir private Path folder;

  @Test
  void aStudyIsCreatedOnceAndHasNoReportWithoutAnswers() throws IOException {
    films("real", 30);
    films("made", 90);
    Path study = folder.resolve("study");
    Object[] create = {
      "study",
      "create",
      "--real",
      folder.resolve("real"),
      "--synthetic",
      "made=" + folder.resolve("made"),
      "--per-arm",
      "3",
      "--side",
      "32",
      "--out",
      study
    };
    CommandRun run = CommandRun.of(create);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo(study + System.lineSeparator());
    assertThat(run.err()).contains("protocol sha256");
    assertThat(Files.readString(study.resolve("protocol.json"))).contains("\"made\"");
    assertThat(CommandRun.of(create).code()).as("it stands there already").isEqualTo(3);
    CommandRun report = CommandRun.of("study", "report", study, "--out", folder.resolve("out"));
    assertThat(report.code()).isEqualTo(2);
    assertThat(report.err()).contains("answers").contains("at least one reader's");
  }

  @Test
  void moreFilmsThanThereAreAreRefused() throws IOException {
    films("real", 30);
    films("made", 90);
    CommandRun run =
        CommandRun.of(
            "study",
            "create",
            "--real",
            folder.resolve("real"),
            "--synthetic",
            "made=" + folder.resolve("made"),
            "--per-arm",
            "5",
            "--out",
            folder.resolve("study"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--per-arm").contains("all arms have 4");
    assertThat(folder.resolve("study")).doesNotExist();
  }

  @Test
  void aServerForOthersNeedsTls() {
    CommandRun run =
        CommandRun.of("serve", "--address", "0.0.0.0", "--data", folder.resolve("data"));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--tls-keystore");
    assertThat(CommandRun.of("serve", "--new-token", "a", "--data", folder).code()).isEqualTo(2);
    CommandRun token =
        CommandRun.of("serve", "--new-token", "anna:read,study", "--data", folder.resolve("data"));
    assertThat(token.out()).startsWith("chestnut_");
  }

  private void films(String name, int grey) throws IOException {
    Path place = Files.createDirectories(folder.resolve(name));
    for (int i = 0; i < 4; i++) {
      float[] unit = new float[40 * 40];
      for (int p = 0; p < unit.length; p++) {
        unit[p] = (grey + i + p % 40) / 255f;
      }
      RadiographFiles.write(
          Radiograph.ofUnit(40, 40, 8, unit), place.resolve(i + ".png"), Map.of());
    }
  }
}
