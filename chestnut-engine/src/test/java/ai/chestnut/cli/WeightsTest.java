package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.models.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders of weights that are empty or damaged. */
final class WeightsTest {

  @TempDir private Path folder;

  @BeforeEach
  void useTheFolder() {
    System.setProperty(Catalogue.FOLDER_PROPERTY, folder.toString());
  }

  @AfterEach
  void useItNoMore() {
    System.clearProperty(Catalogue.FOLDER_PROPERTY);
  }

  @Test
  void withoutWeightsTheMessageNamesTheFolderAndTheTinyModel() {
    CommandRun run = generate();
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err()).contains(folder.toString(), "mu").hasLineCount(1);
    assertThat(folder.resolve("out")).doesNotExist();
    CommandRun models = CommandRun.of("models");
    assertThat(models.code()).isZero();
    assertThat(models.err()).contains("no model is installed");
    assertThat(CommandRun.of("models", "--json").out().strip()).isEqualTo("[]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "not weights", "\377\377\377\377\377\377\377\177{}"})
  void damagedWeightsAreNamed(String content) throws IOException {
    Files.writeString(folder.resolve("text-to-image-v9.safetensors"), content);
    CommandRun run = generate();
    assertThat(run.code()).as(run.err()).isEqualTo(3);
    assertThat(run.err()).contains("text-to-image-v9.safetensors").hasLineCount(1);
    assertThat(folder.resolve("out")).doesNotExist();
    assertThat(CommandRun.of("models").code()).isEqualTo(3);
  }

  private CommandRun generate() {
    return CommandRun.of("generate", "Cardiomegaly.", "--out", folder.resolve("out"));
  }
}
