package ai.chestnut.models.compvis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.codec.KlAutoencoder;
import ai.chestnut.failure.FileException;
import ai.chestnut.progress.Progress;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Foreign networks against recorded outputs of the code that they come from, and foreign files
 * against what they can do wrong. How the numbers were made stands in outputs.json.
 */
class CompVisTest {

  private static final JsonNode REFERENCE = reference();
  private static final float TOLERANCE = 1e-4f;

  @TempDir Path folder;

  private static JsonNode reference() {
    try (InputStream in = resource("outputs.json")) {
      return new JsonMapper().readTree(in);
    } catch (IOException wrong) {
      throw new IllegalStateException(wrong);
    }
  }

  private static InputStream resource(String name) {
    return requireNonNull(CompVisTest.class.getResourceAsStream("/golden/compvis/" + name), name);
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in = resource(name)) {
      Files.copy(in, file);
    }
    return file;
  }

  /** The arrays of a reference network by the formula in outputs.json. */
  private static Map<String, WeightFile.Entry> weights(String network) {
    Map<String, WeightFile.Entry> entries = new LinkedHashMap<>();
    REFERENCE
        .path(network)
        .path("shapes")
        .properties()
        .forEach(each -> entries.put(each.getKey(), filled(each.getKey(), each.getValue())));
    return entries;
  }

  private static WeightFile.Entry filled(String name, JsonNode sizes) {
    long[] shape = new long[sizes.size()];
    int count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = sizes.get(i).asLong();
      count *= (int) shape[i];
    }
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(StandardCharsets.UTF_8));
    double start = crc.getValue() % 9973 * 1.61803398875;
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      double wave = Math.sin(i * 0.7390851 + start);
      values[i] =
          (float)
              (shape.length > 1
                  ? wave * 1.6 / Math.sqrt(count / (double) shape[0])
                  : name.endsWith("weight") ? 1 + 0.1 * wave : 0.1 * wave);
    }
    return new WeightFile.Entry(shape, values);
  }

  private static Tensor wave(double frequency, long... shape) {
    int count = 1;
    for (long size : shape) {
      count *= (int) size;
    }
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) Math.sin(i * frequency);
    }
    return Tensors.of(values, Device.CPU, shape);
  }

  private static void assertClose(Supplier<Tensor> work, JsonNode expected) {
    float[] got = Gradients.off(() -> Scope.computing(() -> Tensors.floats(work.get())));
    assertThat(got).hasSize(expected.size());
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i])
          .as("number %d", i)
          .isCloseTo((float) expected.get(i).asDouble(), within(TOLERANCE));
    }
  }

  @Test
  void theAutoencoderGivesTheNumbersOfItsOwnCode() {
    JsonNode expected = REFERENCE.path("autoencoder");
    try (CompVisAutoencoder network = new CompVisAutoencoder(weights("autoencoder"), Device.CPU)) {
      assertClose(
          () -> {
            KlAutoencoder.Posterior seen = network.encode(wave(0.37, 1, 3, 16, 16));
            return Tensors.joined(1, seen.mean(), seen.logVariance());
          },
          expected.path("moments"));
      assertClose(
          () -> network.decode(network.encode(wave(0.37, 1, 3, 16, 16)).mean()),
          expected.path("decoded"));
    }
  }

  @Test
  void theUNetGivesTheNumbersOfItsOwnCode() {
    JsonNode expected = REFERENCE.path("unet");
    try (CompVisUNet network =
        new CompVisUNet(weights("unet"), expected.path("heads").asInt(), Device.CPU)) {
      assertClose(
          () ->
              network.forward(wave(0.29, 2, 3, 8, 8), new double[] {501, 7}, wave(0.41, 2, 5, 24)),
          expected.path("prediction"));
    }
  }

  @Test
  void theTextEncoderGivesTheNumbersOfItsOwnCode() {
    JsonNode expected = REFERENCE.path("text");
    int[] tokens = new int[expected.path("tokens").size()];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = expected.path("tokens").get(i).asInt();
    }
    try (CompVisTextEncoder network = new CompVisTextEncoder(weights("text"), Device.CPU)) {
      assertClose(() -> network.forward(new int[][] {tokens}), expected.path("embedding"));
    }
  }

  @Test
  void aCheckpointOfPyTorchIsReadWithViewsAndEveryNumberFormat() throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(file("views.ckpt"))) {
      assertThat(checkpoint.names())
          .containsExactly("a.weight", "a.view", "a.tail", "half", "brain", "double", "whole");
      assertThat(checkpoint.entry("a.weight").values())
          .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
      assertThat(checkpoint.entry("a.view").shape()).containsExactly(4, 3);
      assertThat(checkpoint.entry("a.view").values())
          .containsExactly(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
      assertThat(checkpoint.entry("a.tail").values()).containsExactly(4, 5, 6, 7, 8, 9, 10, 11);
      assertThat(checkpoint.entry("half").values()).containsExactly(0.5f, -2);
      assertThat(checkpoint.entry("brain").values()).containsExactly(1.5f, -3);
      assertThat(checkpoint.entry("double").values()).containsExactly(0.25f);
      assertThat(checkpoint.entry("whole").values()).containsExactly(7, 8);
      assertThatThrownBy(() -> checkpoint.entry("b"))
          .isInstanceOf(FileException.class)
          .hasMessageContaining("'b'");
    }
  }

  @Test
  void aProgramInACheckpointIsNamedAndNotRun() throws IOException {
    Path file = file("program.ckpt");
    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("posix system")
        .hasMessageContaining("wants to be run");
  }

  @Test
  void damagedFilesAreRefusedAtEveryLength() throws IOException {
    byte[] whole;
    try (InputStream in = resource("views.ckpt")) {
      whole = in.readAllBytes();
    }
    for (int length = 0; length < whole.length; length += 37) {
      Path cut = folder.resolve("cut-" + length);
      Files.write(cut, java.util.Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Checkpoint.open(cut)).isInstanceOf(FileException.class);
    }
    byte[] pickle = {(byte) 0x80, 2, '}', '.'};
    Path bare = folder.resolve("bare.pt");
    Files.write(bare, pickle);
    assertThatThrownBy(() -> Checkpoint.open(bare)).hasMessageContaining("bare pickle");
    for (byte[] bytes :
        java.util.List.of(
            new byte[] {(byte) 0x80, 2, 'R', '.'},
            new byte[] {(byte) 0x80, 2, 't', '.'},
            new byte[] {(byte) 0x80, 2, 'h', 9, '.'},
            new byte[] {(byte) 0x80, 2, 'X', -1, -1, -1, 127, '.'},
            new byte[] {(byte) 0x80, 2, 'i', '.'})) {
      Path file = folder.resolve("zip-" + bytes[2]);
      try (OutputStream out = Files.newOutputStream(file);
          ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.putNextEntry(new ZipEntry("x/data.pkl"));
        zip.write(bytes);
      }
      assertThatThrownBy(() -> Checkpoint.open(file)).isInstanceOf(FileException.class);
    }
  }

  @Test
  void theNetworksOfASafetensorsFileAreStoredAndGiveTheSameNumbers() {
    Map<String, WeightFile.Entry> whole = new LinkedHashMap<>();
    weights("autoencoder").forEach((name, e) -> whole.put("first_stage_model." + name, e));
    whole.put("first_stage_model.loss.logvar", new WeightFile.Entry(new long[] {1}, new float[1]));
    weights("text").forEach((name, e) -> whole.put("cond_stage_model.transformer." + name, e));
    weights("unet")
        .forEach(
            (name, e) -> {
              whole.put(
                  "model.diffusion_model." + name,
                  new WeightFile.Entry(e.shape(), new float[e.values().length]));
              whole.put("model_ema.diffusion_model" + name.replace(".", ""), e); // the average
            });
    Path file = folder.resolve("all.safetensors");
    WeightFile.write(file, Map.of(), whole, Precision.FLOAT32);
    assertThat(CompVisImport.run(file, folder, "tiny", Precision.FLOAT32, Progress.SILENT))
        .extracting(each -> String.valueOf(each.file().getFileName()))
        .containsExactly(
            "compvis-autoencoder-tiny.safetensors",
            "compvis-unet-tiny.safetensors",
            "compvis-text-encoder-tiny.safetensors");
    WeightFile stored = WeightFile.read(folder.resolve("compvis-unet-tiny.safetensors"));
    JsonNode expected = REFERENCE.path("unet");
    try (CompVisUNet network = new CompVisUNet(stored.entries(), 4, Device.CPU)) {
      assertClose(
          () ->
              network.forward(wave(0.29, 2, 3, 8, 8), new double[] {501, 7}, wave(0.41, 2, 5, 24)),
          expected.path("prediction"));
    }
    assertThat(WeightFile.read(folder.resolve("compvis-autoencoder-tiny.safetensors")).entries())
        .containsOnlyKeys(weights("autoencoder").keySet());
  }

  @Test
  void arraysOfAnotherLayoutAreRefused() {
    Path file = folder.resolve("other.safetensors");
    WeightFile.write(
        file,
        Map.of(),
        Map.of("layer.weight", new WeightFile.Entry(new long[] {1}, new float[] {1})),
        Precision.FLOAT32);
    assertThatThrownBy(
            () -> CompVisImport.run(file, folder, "other", Precision.FLOAT32, Progress.SILENT))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("model.diffusion_model.");
  }
}
