package ai.chestnut.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.evaluation.Naturalness;
import ai.chestnut.evaluation.NaturalnessFile;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The measures, tested and fitted on films by the command. */
final class MeasureCommandTest {

  @TempDir private Path folder;

  private Path films = Path.of("");

  @BeforeEach
  void makeFilms() throws IOException {
    films = Files.createDirectories(folder.resolve("films"));
    for (int film = 0; film < 40; film++) {
      RandomStream random = RandomStream.of(6, film, "film");
      float[] unit = new float[192 * 192];
      for (int i = 0; i < unit.length; i++) {
        float left = i % 192 == 0 ? 0.5f : unit[i - 1];
        unit[i] = 0.9f * left + 0.05f + 0.03f * (float) random.nextGaussian();
      }
      Path file = films.resolve("film-%02d.png".formatted(film));
      RadiographFiles.write(Radiograph.ofUnit(192, 192, 8, unit), file, Map.of());
    }
  }

  @Test
  void aModelOfNaturalFilmsIsFitted() {
    Path out = folder.resolve("model");
    CommandRun run =
        CommandRun.of("models", "measure", "naturalness", "--real", films, "--out", out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("naturalness.json");
    Naturalness model = NaturalnessFile.read(out.resolve("naturalness.json"));
    assertThat(model.films()).isEqualTo(40);
    assertThat(model.source()).isNotEmpty().doesNotContain(folder.toString());
    assertThat(model.of(RadiographFiles.read(films.resolve("film-03.png")))).isLessThan(20);
  }

  @Test
  void theDistanceIsValidated() throws IOException {
    Path out = folder.resolve("validation");
    CommandRun run = CommandRun.of("models", "measure", "validate", "--real", films, "--out", out);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Files.readString(out.resolve("validation.json")))
        .contains("chestnut-validation/1", "detail-256-8", "\"monotone\"", "blur 2");
  }

  @Test
  void wrongWordsAreRefused() {
    Path out = folder.resolve("none");
    CommandRun what = CommandRun.of("models", "measure", "weigh", "--real", films, "--out", out);
    assertThat(what.code()).isEqualTo(2);
    assertThat(what.err()).contains("weigh", "naturalness");
    CommandRun space =
        CommandRun.of(
            "models", "measure", "validate", "--features", "taste", "--real", films, "--out", out);
    assertThat(space.code()).isEqualTo(2);
    assertThat(space.err()).contains("taste", "detail");
    CommandRun nothing = CommandRun.of("models", "measure", "validate", "--out", out);
    assertThat(nothing.code()).isEqualTo(2);
    assertThat(nothing.err()).contains("--real");
  }
}
