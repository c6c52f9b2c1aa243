package ai.chestnut.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.codec.AutoencoderConfig;
import ai.chestnut.codec.Codes;
import ai.chestnut.codec.VqAutoencoderConfig;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Precision;
import ai.chestnut.tensor.WeightFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VqAutoencoderModelTest {

  @TempDir Path folder;

  private static Radiograph film(int width, int height) {
    float[] unit = new float[width * height];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (0.5 + 0.5 * Math.sin(i * 0.37));
    }
    return Radiograph.ofUnit(width, height, 8, unit);
  }

  @Test
  void aFilmBecomesCodesAndCodesBecomeAFilm() {
    try (VqAutoencoderModel model = new Catalogue(folder).visualCodes(Catalogue.MU, Device.CPU)) {
      Codes codes = model.encode(film(64, 32));
      assertThat(codes.width()).isEqualTo(4);
      assertThat(codes.height()).isEqualTo(2);
      assertThat(Arrays.stream(codes.numbers()).max().orElseThrow()).isLessThan(16);
      assertThat(model.encode(film(64, 32))).isEqualTo(codes);
      float[] film = model.decode(codes);
      assertThat(film).hasSize(64 * 32).isEqualTo(model.decode(codes));
      assertThatThrownBy(() -> model.encode(film(40, 32)))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("40x32");
      assertThatThrownBy(() -> model.decode(Codes.of(1, 1, new int[] {16})))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("below 16");
    }
  }

  @Test
  void storedWeightsMakeTheSameFilms() {
    VqAutoencoderConfig config = VqAutoencoderConfig.mu();
    Path file = folder.resolve("visual-codes-small.safetensors");
    try (VqAutoencoderModel model = VqAutoencoderModel.mu(config, 3, Device.CPU)) {
      WeightFile.write(
          file,
          VqAutoencoderModel.metadata(config),
          model.parameters().entries(),
          Precision.FLOAT32);
      try (VqAutoencoderModel read =
          new Catalogue(folder).visualCodes("visual-codes-small", Device.CPU)) {
        Codes codes = model.encode(film(32, 32));
        assertThat(read.encode(film(32, 32))).isEqualTo(codes);
        assertThat(read.decode(codes)).isEqualTo(model.decode(codes));
      }
    }
    assertThatThrownBy(() -> AutoencoderModel.read(file, Device.CPU))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("visual-codes");
  }

  @Test
  void aConfigurationFromBeforeThereWasGrainMeansNone() {
    Path file = folder.resolve("autoencoder-old.safetensors");
    AutoencoderConfig config = AutoencoderConfig.mu();
    try (AutoencoderModel model = AutoencoderModel.mu(config, 3, Device.CPU)) {
      WeightFile.write(file, old("{%s}"), model.parameters().entries(), Precision.FLOAT32);
      try (AutoencoderModel read =
          new Catalogue(folder).autoencoder("autoencoder-old", Device.CPU)) {
        assertThat(read.config()).isEqualTo(config);
      }
      WeightFile.write(
          file,
          old("{\"blocks\":[1,1,1],\"latentChannels\":4}"),
          model.parameters().entries(),
          Precision.FLOAT32);
      assertThatThrownBy(() -> new Catalogue(folder).autoencoder("autoencoder-old", Device.CPU))
          .isInstanceOf(FileException.class)
          .hasMessageContaining("channels");
    }
  }

  private static Map<String, String> old(String config) {
    String parts = "\"channels\":[4,4,8],\"blocks\":[1,1,1],\"latentChannels\":4";
    return Map.of("kind", "autoencoder", "config", config.replace("%s", parts));
  }
}
