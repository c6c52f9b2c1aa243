package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EvaluationTest {

  @TempDir private Path folder;

  @Test
  void filesBecomeAScorecard() throws IOException {
    List<Path> real = films("real", 8, 0.3);
    List<Path> synthetic = films("synthetic", 7, 0.5);
    Scorecard card =
        new Evaluation(new PixelFeatures(4), Set.copyOf(Evaluation.METRICS))
            .compare(real, synthetic, Optional.of(films("unseen", 6, 0.3)), Progress.SILENT);
    card.write(folder);
    JsonNode json = new ObjectMapper().readTree(folder.resolve("scorecard.json").toFile());
    assertThat(json.get("format").asText()).isEqualTo("chestnut-scorecard/1");
    assertThat(json.get("realFilms").asInt()).isEqualTo(8);
    assertThat(json.get("syntheticFilms").asInt()).isEqualTo(7);
    // 16 pixels, each 0.2 apart
    assertThat(json.get("figures").get("frechet").asDouble()).isBetween(0.6, 0.7);
    assertThat(card.figures())
        .containsKeys("kernel", "precision", "coverage", "nearest is a training film");
    assertThat(Files.readString(folder.resolve("scorecard.html")))
        .startsWith("<!doctype html>")
        .contains("frechet", "8 real films");
  }

  @Test
  void namesAreEscapedOnThePage() {
    assertThat(new Scorecard("a<b", 2, 2, Map.of("x&y", 1.0)).html())
        .contains("a&lt;b")
        .contains("x&amp;y");
  }

  @Test
  void filmsAreFoundInImageFoldersAndStudyFolders() throws IOException {
    List<Path> plain = films("plain", 3, 0.4);
    Files.writeString(folder.resolve("plain/notes.txt"), "not a film");
    assertThat(FilmFiles.in(folder.resolve("plain"), Optional.empty())).isEqualTo(plain);
    Path study = Files.createDirectories(folder.resolve("studies/000000"));
    Files.copy(plain.get(0), study.resolve("radiograph.png"));
    assertThat(FilmFiles.in(folder.resolve("studies"), Optional.empty()))
        .containsExactly(study.resolve("radiograph.png"));
  }

  @Test
  void placesWithoutFilmsAndSetsOfOneAreRefused() {
    assertThatThrownBy(() -> FilmFiles.in(folder.resolve("nowhere"), Optional.empty()))
        .isInstanceOf(FileException.class);
    assertThatThrownBy(() -> FilmFiles.in(folder, Optional.empty()))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("none");
    List<Path> one = films("one", 1, 0.4);
    assertThatThrownBy(
            () ->
                new Evaluation(new PixelFeatures(4), Set.of("kernel"))
                    .compare(one, one, Optional.empty(), Progress.SILENT))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("at least two");
  }

  private List<Path> films(String name, int count, double grey) {
    try {
      Path place = Files.createDirectories(folder.resolve(name));
      for (int film = 0; film < count; film++) {
        RandomStream random = RandomStream.of(name.hashCode(), film, "film");
        float[] unit = new float[32 * 32];
        for (int i = 0; i < unit.length; i++) {
          unit[i] = (float) (grey + 0.02 * random.nextGaussian());
        }
        Path file = place.resolve("film-" + film + ".png");
        RadiographFiles.write(Radiograph.ofUnit(32, 32, 8, unit), file, Map.of());
      }
      return FilmFiles.in(place, Optional.empty());
    } catch (IOException impossible) {
      throw new java.io.UncheckedIOException(impossible);
    }
  }
}
