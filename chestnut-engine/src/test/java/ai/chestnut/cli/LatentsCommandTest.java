package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the latents of a random generator show, by the command. */
final class LatentsCommandTest {

  @TempDir private Path folder;

  private CommandRun latents(String what, Object... more) {
    Object[] all = new Object[more.length + 6];
    Object[] first = {"models", "latents", what, "--model", "mu", "--out"};
    System.arraycopy(first, 0, all, 0, first.length - 1);
    System.arraycopy(more, 0, all, first.length - 1, more.length);
    all[all.length - 1] = "--out=" + folder.resolve(what);
    return CommandRun.of(all);
  }

  @Test
  void samplesComeWithTheirLabelShares() throws IOException {
    CommandRun run = latents("sample", "--count", 3);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(folder.resolve("sample/000002.png")).exists();
    assertThat(Files.readString(folder.resolve("sample/label-shares.json")))
        .contains("\"films\":3", "cardiomegaly");
  }

  @Test
  void walksAndDirectionsAreSheets() {
    CommandRun walk = latents("walk", "--count", 2, "--frames", 3);
    assertThat(walk.code()).as(walk.err()).isZero();
    assertThat(folder.resolve("walk/walk.png")).isNotEmptyFile();
    CommandRun direction =
        latents(
            "direction", "--findings", "cardiomegaly", "--count", 1, "--frames", 3, "--steps", 2);
    assertThat(direction.code()).as(direction.err()).isZero();
    assertThat(folder.resolve("direction/direction.png")).isNotEmptyFile();
  }

  @Test
  void aTrialHoldsSearchingAgainstDrawing() throws IOException {
    CommandRun run =
        latents(
            "trial",
            "--findings",
            "cardiomegaly; edema",
            "--findings",
            "nodule",
            "--count",
            2,
            "--steps",
            2);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(folder.resolve("trial/cardiomegaly-edema.png")).isNotEmptyFile();
    assertThat(folder.resolve("trial/found/nodule-000001.png")).isNotEmptyFile();
    assertThat(Files.readString(folder.resolve("trial/trial.json")))
        .contains("confirmedPerMinute", "judgeAuroc", "\"findings\" : \"nodule\"");
  }

  @Test
  void wrongWordsAreRefused() {
    assertThat(latents("wander").code()).isEqualTo(2);
    CommandRun none = latents("trial");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--findings");
    assertThat(latents("walk", "--frames", 1).err()).contains("at least 2");
  }
}
