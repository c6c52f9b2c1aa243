package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NaturalnessTest {

  @TempDir private Path folder;

  private static Naturalness model() {
    return Naturalness.fit(
        "textures", IntStream.range(0, 20).mapToObj(seed -> texture(100 + seed)));
  }

  private static Radiograph texture(int seed) {
    return Lcg.film(192, Lcg.texture(seed, 192, 192));
  }

  @Test
  void harmIsSeenWithoutTheOriginal() {
    Naturalness model = model();
    Radiograph film = texture(7);
    RandomStream random = RandomStream.of(1, 0, "niqe");
    double clean = model.of(film);
    assertThat(model.of(new Disturbance.Blur(1).of(film, random))).isGreaterThan(2 * clean);
    assertThat(model.of(new Disturbance.Noise(0.25).of(film, random))).isGreaterThan(2 * clean);
  }

  @Test
  void theNumberOfBitsHardlyMatters() {
    Naturalness model = model();
    Radiograph film = texture(8);
    assertThat(model.of(film.withBitDepth(16))).isEqualTo(model.of(film));
  }

  @Test
  void modelsAreFilesWithAChecksum() throws IOException {
    Naturalness model = model();
    Path file = folder.resolve("model.json");
    NaturalnessFile.write(model, file);
    Naturalness read = NaturalnessFile.read(file);
    assertThat(read.source()).isEqualTo("textures");
    assertThat(read.films()).isEqualTo(20);
    assertThat(read.blocks()).isEqualTo(model.blocks());
    assertThat(read.mean()).containsExactly(model.mean());
    assertThat(read.covariance()).isDeepEqualTo(model.covariance());
    String text = Files.readString(file);
    String digits = Double.toString(model.mean()[3]);
    assertRefused(text.replace(digits, "0.5"), "checksum");
    assertRefused(text.replace("naturalness/1", "naturalness/9"), "naturalness/9");
    assertRefused(text.replaceFirst("\"mean\":\\[[^,]*,", "\"mean\":["), "35 means");
    assertRefused("{", "no JSON");
    assertThatThrownBy(() -> NaturalnessFile.read(folder.resolve("none.json")))
        .isInstanceOf(FileException.class);
  }

  private void assertRefused(String text, String reason) throws IOException {
    Path file = Files.writeString(folder.resolve("damaged.json"), text);
    assertThatThrownBy(() -> NaturalnessFile.read(file))
        .isInstanceOf(FileException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void theShippedModelPrefersFilmsWithoutNoise() {
    Naturalness films = Naturalness.ofFilms();
    assertThat(films.blocks()).isGreaterThan(500);
    double[] eigenless = films.mean();
    assertThat(films.distance(eigenless, films.covariance())).isZero();
    Radiograph film = texture(9);
    Disturbance noise = new Disturbance.Noise(0.75);
    assertThat(films.of(noise.of(film, RandomStream.of(1, 0, "niqe"))))
        .isGreaterThan(films.of(film));
  }

  @Test
  void smallUniformAndTooFewFilmsAreRefused() {
    Naturalness model = model();
    assertThatThrownBy(() -> model.of(Radiograph.of(191, 300, 8, new short[191 * 300])))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("192");
    assertThatThrownBy(() -> model.of(Radiograph.of(256, 256, 8, new short[256 * 256])))
        .hasMessageContaining("texture");
    assertThatThrownBy(
            () -> Naturalness.fit("few", IntStream.range(0, 3).mapToObj(seed -> texture(seed))))
        .hasMessageContaining("at least 72");
  }
}
