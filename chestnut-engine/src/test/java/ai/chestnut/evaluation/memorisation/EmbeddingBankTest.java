package ai.chestnut.evaluation.memorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.evaluation.Clouds;
import ai.chestnut.evaluation.FilmPoints;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddingBankTest {

  private static final String SALT = "not a secret, as this is a test";

  @TempDir private Path folder;

  @Test
  void whatIsWrittenIsRead() throws IOException {
    EmbeddingBank bank = bank(1, 30, 20, 7);
    Path file = folder.resolve("bank.bin");
    bank.write(file);
    EmbeddingBank read = EmbeddingBank.read(file);
    assertThat(read.header()).isEqualTo(bank.header());
    same(read.train(), bank.train());
    same(read.heldOut(), bank.heldOut());
    byte[] first = Files.readAllBytes(file);
    read.write(file);
    assertThat(Files.readAllBytes(file)).isEqualTo(first);
  }

  @Property(tries = 20)
  void numbersAreKeptToHalfAStep(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int dimension) {
    FilmPoints train = films(seed, 12, dimension);
    EmbeddingBank bank = EmbeddingBank.of("x", "", train, films(seed + 1, 5, dimension), SALT);
    Quantised rounding = Quantised.fitting(train, films(seed + 1, 5, dimension));
    for (int film = 0; film < 12; film++) {
      int kept = bank.train().names().indexOf(EmbeddingBank.id(SALT, train.names().get(film)));
      for (int i = 0; i < dimension; i++) {
        assertThat(Math.abs(bank.train().points()[kept][i] - train.points()[film][i]))
            .isLessThanOrEqualTo(0.501 * rounding.step()[i] + 1e-6);
      }
    }
  }

  @Test
  void namesAndTheirOrderAreLostWithoutTheSalt() throws IOException {
    Path file = folder.resolve("bank.bin");
    EmbeddingBank bank = bank(1, 30, 20, 7);
    bank.write(file);
    String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    assertThat(bytes).doesNotContain("film").doesNotContain("person").doesNotContain(SALT);
    assertThat(bank.train().names()).isSorted();
    assertThat(EmbeddingBank.id(SALT, "film3")).isNotEqualTo(EmbeddingBank.id(SALT + "!", "film3"));
    // two films of one person still share theirs
    assertThat(bank.train().people().stream().distinct()).hasSize(15);
    assertThat(bank.train().names().stream().distinct()).hasSize(30);
  }

  @Test
  void oneFlippedBitIsFound() throws IOException {
    Path file = folder.resolve("bank.bin");
    bank(1, 30, 20, 7).write(file);
    byte[] whole = Files.readAllBytes(file);
    for (int at = 0; at < whole.length; at += 13) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 4;
      Files.write(file, damaged);
      boolean header = at >= 12 && at < 12 + (whole[8] & 0xFF) + (whole[9] << 8);
      if (!header) { // the header is text for people; what it says of the data must hold
        assertThatThrownBy(() -> EmbeddingBank.read(file)).isInstanceOf(FileException.class);
      }
    }
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 1));
    assertThatThrownBy(() -> EmbeddingBank.read(file)).isInstanceOf(FileException.class);
    assertThatThrownBy(() -> EmbeddingBank.read(folder.resolve("none")))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("nothing there");
  }

  @Test
  void aShortSaltAndAnEmptySetAreRefused() {
    FilmPoints films = films(1, 5, 3);
    assertThatThrownBy(() -> EmbeddingBank.of("x", "", films, films, "short"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("salt");
    assertThatThrownBy(() -> EmbeddingBank.of("x", "", films, films.some(new int[0]), SALT))
        .isInstanceOf(RequestException.class);
  }

  private static EmbeddingBank bank(long seed, int train, int heldOut, int dimension) {
    return EmbeddingBank.of(
        "clouds", "none", films(seed, train, dimension), films(seed + 1, heldOut, dimension), SALT);
  }

  private static FilmPoints films(long seed, int count, int dimension) {
    RandomStream random = RandomStream.of(seed, 0, "place");
    double[][] points = Clouds.normal(seed, count, dimension, random.uniform(-9, 9));
    return new FilmPoints(
        IntStream.range(0, count).mapToObj(i -> "film" + i).toList(),
        IntStream.range(0, count).mapToObj(i -> "person" + i / 2).toList(),
        points);
  }

  private static void same(FilmPoints one, FilmPoints other) {
    assertThat(one.names()).isEqualTo(other.names());
    assertThat(one.people()).isEqualTo(other.people());
    assertThat(one.points()).isDeepEqualTo(other.points());
  }
}
