package ai.chestnut.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TorchScriptTest {

  @TempDir Path folder;

  @Test
  void itComputesWhatItsSourceSays() {
    try (TorchScript script = read("return x * self.scale + 1\n")) {
      assertThat(look(script, "", Map.of(), 1, -3, 0.5f)).containsExactly(3, -5, 2);
    }
  }

  @Test
  void theHundredthLookIsTheFirstOneAndNothingStaysBehind() {
    String net =
        """
        k = torch.ones([4, 1, 3, 3]) * self.scale
        y = torch.relu(torch.conv1d(x.unsqueeze(0), k[:, :, 0], None, [1], [1]))
        return torch.sigmoid(y * 0.1 + y.mean()) * torch.tanh(y)
        """;
    try (TorchScript script = read(net)) {
      float[] film = new float[64];
      for (int i = 0; i < film.length; i++) {
        film[i] = (float) Math.sin(i * 0.7);
      }
      float[] first = look(script, "", Map.of(), film);
      NativeHandles.assertFlat(
          200, () -> assertThat(look(script, "", Map.of(), film)).containsExactly(first));
    }
  }

  @Test
  void openingAndClosingLeavesNothingBehind() {
    Path file = ScriptFiles.write(folder.resolve("net.pt"), "return x * self.scale\n");
    NativeHandles.assertFlat(5, () -> TorchScript.read(file, Device.CPU).close());
  }

  @ParameterizedTest
  @CsvSource({"1,4", "2.0,6", "2.1,8"})
  void partsOfTuplesAndListsArePicked(String pick, float expected) {
    try (TorchScript script = read("return (x, x * 2, [x * 3, x * 4])\n")) {
      assertThat(look(script, pick, Map.of(), 2)).containsExactly(expected);
    }
  }

  @Test
  void partsOfTablesArePickedByKey() {
    try (TorchScript script = read("return {'features': x * 5, 'logits': x}\n")) {
      assertThat(look(script, "features", Map.of(), 2)).containsExactly(10);
      assertThatThrownBy(() -> look(script, "patches", Map.of(), 2))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("expected one with a part patches");
    }
  }

  @Test
  void aTupleWithoutAPickIsRefusedByName() {
    try (TorchScript script = read("return (x, x)\n")) {
      assertThatThrownBy(() -> look(script, "", Map.of(), 2))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("net.pt")
          .hasMessageContaining("got a tuple of 2")
          .hasMessageContaining("pick = \"0\"");
    }
  }

  @Test
  void flagsAreFurtherArguments() {
    Path file =
        ScriptFiles.define(
            folder.resolve("net.pt"),
            "def forward(self, x, twice: bool = False):\n  return x * 2 if twice else x\n");
    try (TorchScript script = TorchScript.read(file, Device.CPU)) {
      assertThat(look(script, "", Map.of(), 3)).containsExactly(3);
      assertThat(look(script, "", Map.of("twice", true), 3)).containsExactly(6);
      assertThatThrownBy(() -> look(script, "", Map.of("thrice", true), 3))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("thrice");
    }
  }

  @Test
  void anInputThatDoesNotFitIsTheRequestsFault() {
    try (TorchScript script = read("return torch.matmul(x, torch.ones([7, 2]))\n")) {
      assertThatThrownBy(() -> look(script, "", Map.of(), 1, 2, 3))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("net.pt")
          .hasMessageContaining("takes float32 [1, 3]")
          .hasMessageNotContaining("frame #0")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void damagedFilesAreFound() throws IOException {
    Path file = ScriptFiles.write(folder.resolve("net.pt"), "return x * self.scale\n");
    byte[] good = Files.readAllBytes(file);
    for (int cut : new int[] {0, 3, 100, good.length / 2, good.length - 1}) {
      Files.write(file, Arrays.copyOf(good, cut));
      refused(file, "expected a TorchScript file");
    }
    int weight = new String(good, StandardCharsets.ISO_8859_1).indexOf("\0\0\0@"); // 2f
    assertThat(weight).isPositive();
    byte[] altered = good.clone();
    altered[weight + 2] ^= 1;
    Files.write(file, altered);
    refused(file, "a damaged entry");
  }

  @Test
  void otherFilesAreNamedForWhatTheyAre() throws IOException {
    refused(folder.resolve("absent.pt"), "nothing there");
    refused(folder, "a folder");
    refused(Files.writeString(folder.resolve("text.pt"), "hello"), "no zip archive");
    refused(zip("weights.pt", "net/data.pkl", "net/version"), "as torch.save writes them");
    refused(zip("export.pt", "export/archive_format"), "a program of torch.export");
    refused(zip("other.pt", "word/document.xml"), "something else");
    refused(zip("hollow.pt", "n/code/__torch__.py", "n/constants.pkl", "n/data.pkl"), "'");
  }

  private void refused(Path file, String got) {
    assertThatThrownBy(() -> TorchScript.read(file, Device.CPU))
        .isInstanceOf(FileException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(got)
        .hasMessageNotContaining("\n");
  }

  private Path zip(String name, String... entries) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write('1');
      }
    }
    return file;
  }

  private TorchScript read(String body) {
    return TorchScript.read(ScriptFiles.write(folder.resolve("net.pt"), body), Device.CPU);
  }

  private static float[] look(
      TorchScript script, String pick, Map<String, Boolean> flags, float... values) {
    return Scope.computing(
        () ->
            Tensors.floats(
                script.forward(Tensors.of(values, Device.CPU, 1, values.length), flags, pick)));
  }
}
