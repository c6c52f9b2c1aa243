package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.config.Toml;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.ScriptFiles;
import ai.chestnut.tensor.TorchScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every side-car of docs/formats/torchscript.md is one. */
final class SideCarPageTest {

  @TempDir Path folder;

  @Test
  void everyExampleIsUnderstood() throws IOException {
    List<String> examples = examples();
    assertThat(examples).hasSize(6);
    for (String example : examples) {
      ScriptCard card =
          Toml.parse(example, "page", ScriptCard.Written.class).card("page", Optional.empty());
      if (card.task() != ScriptTask.FEATURES) {
        seated(card);
      }
    }
  }

  @Test
  void theFirstExampleShowsTheUsualValues() throws IOException {
    ScriptCard shown =
        Toml.parse(examples().get(0), "page", ScriptCard.Written.class)
            .card("page", Optional.empty());
    ScriptCard usual = ScriptCard.Written.EMPTY.card("page", Optional.of(ScriptTask.FEATURES));
    assertThat(shown.input()).isEqualTo(usual.input());
    assertThat(shown.output()).isEqualTo(usual.output());
  }

  /** A stand-in with the shape of the answer that the side-car promises. */
  private void seated(ScriptCard card) {
    int count = card.names().size();
    String shape = card.task() == ScriptTask.CLASSIFIER ? "[1, %d]" : "[1, %d, 8, 8]";
    String body = "return torch.ones(" + shape.formatted(count) + ") * 0.5 + 0 * x.mean()\n";
    Path file = ScriptFiles.write(folder.resolve(count + ".pt"), body);
    try (TorchScript script = TorchScript.read(file, Device.CPU)) {
      ScriptSight sight =
          ScriptExpert.of(script, card, Device.CPU)
              .look(Radiograph.of(60, 50, 8, new short[60 * 50]));
      assertThat(sight.measures().size()).isGreaterThan(1);
    }
  }

  private static List<String> examples() throws IOException {
    Path page = Path.of("").toAbsolutePath().resolveSibling("docs/formats/torchscript.md");
    return Pattern.compile("```toml\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(page))
        .results()
        .map(found -> found.group(1))
        .toList();
  }
}
