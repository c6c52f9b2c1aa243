package ai.chestnut.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import ai.chestnut.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightFileTest {

  @TempDir Path folder;

  private static Map<String, WeightFile.Entry> entries() {
    Map<String, WeightFile.Entry> entries = new LinkedHashMap<>();
    entries.put(
        "layer.weight",
        new WeightFile.Entry(new long[] {3, 5}, RandomStream.of(1, 0, "w").normals(15)));
    entries.put("layer.bias", new WeightFile.Entry(new long[] {3}, new float[] {0, -0.5f, 1e-30f}));
    return entries;
  }

  @Test
  void readIsWrite() {
    Path file = folder.resolve("a.safetensors");
    WeightFile.write(file, Map.of("config", "{\"x\": 1}"), entries(), Precision.FLOAT32);
    WeightFile read = WeightFile.read(file);
    assertThat(read.metadata()).containsEntry("config", "{\"x\": 1}");
    assertThat(read.entries().keySet()).containsExactly("layer.weight", "layer.bias");
    entries()
        .forEach(
            (name, entry) -> {
              WeightFile.Entry again = Objects.requireNonNull(read.entries().get(name));
              assertThat(again.shape()).isEqualTo(entry.shape());
              assertThat(again.values()).isEqualTo(entry.values());
            });
  }

  @Test
  void bfloat16RoundsAsLibtorchDoes() {
    float[] values = RandomStream.of(2, 0, "w").normals(1000);
    for (float value : values) {
      float expected =
          Scope.computing(
              () ->
                  AbstractTensor.create(value)
                      .to(torch.ScalarType.BFloat16)
                      .to(torch.ScalarType.Float)
                      .item_float());
      assertThat(Float.intBitsToFloat(WeightFile.bfloat16(value) << 16)).isEqualTo(expected);
    }
  }

  @Test
  void sameContentSameBytes() throws IOException {
    WeightFile.write(folder.resolve("a"), Map.of("config", "{}"), entries(), Precision.BFLOAT16);
    WeightFile.write(folder.resolve("b"), Map.of("config", "{}"), entries(), Precision.BFLOAT16);
    assertThat(Files.readAllBytes(folder.resolve("a")))
        .isEqualTo(Files.readAllBytes(folder.resolve("b")));
  }

  @Test
  void oneFlippedBitAnywhereInTheDataIsFound() throws IOException {
    Path file = folder.resolve("a.safetensors");
    WeightFile.write(file, Map.of("config", "{}"), entries(), Precision.FLOAT32);
    byte[] good = Files.readAllBytes(file);
    for (int back = 1; back <= 72; back++) {
      byte[] bad = good.clone();
      bad[bad.length - back] ^= 1;
      Files.write(file, bad);
      assertThatThrownBy(() -> WeightFile.read(file))
          .isInstanceOf(FileException.class)
          .hasMessageContaining("SHA-256");
    }
  }

  @Test
  void everyTruncationIsFound() throws IOException {
    Path file = folder.resolve("a.safetensors");
    WeightFile.write(file, Map.of("config", "{}"), entries(), Precision.FLOAT32);
    byte[] good = Files.readAllBytes(file);
    for (int length = 0; length < good.length; length += 7) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThatThrownBy(() -> WeightFile.read(file))
          .isInstanceOf(FileException.class)
          .hasMessageContaining("weights");
    }
  }

  @Test
  void foreignFilesAreRefusedByName() throws IOException {
    Path file = folder.resolve("text.safetensors");
    Files.writeString(file, "this is no weight file at all");
    assertThatThrownBy(() -> WeightFile.read(file))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("text.safetensors");
    assertThatThrownBy(() -> WeightFile.read(folder.resolve("none")))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("nothing there");
  }
}
