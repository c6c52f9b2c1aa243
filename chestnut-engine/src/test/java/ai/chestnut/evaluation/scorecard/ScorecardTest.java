package ai.chestnut.evaluation.scorecard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.evaluation.FrechetDistance;
import ai.chestnut.evaluation.Interval;
import ai.chestnut.evaluation.PixelFeatures;
import ai.chestnut.evaluation.SetStatistics;
import ai.chestnut.evaluation.detector.Detection;
import ai.chestnut.evaluation.detector.DetectionJson;
import ai.chestnut.evaluation.films.FilmSets;
import ai.chestnut.evaluation.films.PhantomFilms;
import ai.chestnut.evaluation.reading.ExactJudge;
import ai.chestnut.evaluation.reading.GreyPlane;
import ai.chestnut.evaluation.reading.Judge;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.PhantomStudy;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScorecardTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private final PhantomFilms real = PhantomFilms.of(PhantomFamily.A, 1, 60, 48);
  private final PhantomFilms synthetic = flat(PhantomFilms.of(PhantomFamily.A, 2, 50, 48));

  @Test
  void everyFigureStandsBesideItsFloor() throws IOException {
    Scorecard card = card(new ExactJudge(known()), Set.copyOf(Evaluation.METRICS));
    card.write(folder);
    JsonNode json = JSON.readTree(folder.resolve(Scorecard.JSON).toFile());
    assertThat(json.get("format").asText()).isEqualTo("chestnut-scorecard/1");
    assertThat(json.get("notice").asText()).isEqualTo("Synthetic. Not for diagnosis.");
    assertThat(json.get("realFilms").asInt()).isEqualTo(60);
    assertThat(json.get("resampling").get("n").asInt()).isEqualTo(25);
    JsonNode frechet = json.get("figures").get("frechet");
    assertThat(frechet.get("space").asText()).isEqualTo("pixels-4");
    assertThat(frechet.get("n").asInt()).isEqualTo(25);
    assertThat(frechet.get("draws")).hasSize(200);
    double floor = frechet.get("floor").get("value").asDouble();
    assertThat(frechet.get("value").asDouble()).isGreaterThan(2 * floor); // less contrast
    assertThat(frechet.get("excess").get("low").asDouble()).isPositive();
    assertThat(json.get("figures").has("sex/f/frechet")).isTrue();
    assertThat(json.get("figures").get("adherence/dice/heart").get("value").asDouble())
        .isEqualTo(1);
    assertThat(json.get("figures").get("adherence/auroc").get("value").asDouble()).isEqualTo(1);
    assertThat(json.get("alarms").has("variety")).isTrue();
    assertThat(json.get("silent").has("copies")).isTrue();
    String page = Files.readString(folder.resolve(Scorecard.PAGE));
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("Synthetic. Not for diagnosis.", "phantoms 2", "pixels-4", ">beyond floor<")
        .doesNotContain("http", "<script", "src=", "NaN", "%s");
  }

  @Test
  void theSameFilmsGiveTheSameBytes() {
    Set<String> metrics = Set.of("frechet", "prdc", "alarms");
    assertThat(ScorecardJson.text(card(Judge.NOBODY, metrics)))
        .isEqualTo(ScorecardJson.text(card(Judge.NOBODY, metrics)));
  }

  @Test
  void namesAreEscapedOnThePage() {
    PhantomFilms named = new PhantomFilms("a<b & \"c\"", synthetic.studies(), synthetic.entries());
    Scorecard card =
        new Evaluation("test", new PixelFeatures(4), Judge.NOBODY, Set.of("kernel"))
            .compare(real, named, Optional.empty(), Progress.SILENT);
    assertThat(ScorecardPage.html(card, new Beside(List.of())))
        .contains("a&lt;b &amp; &quot;c&quot;");
  }

  @Test
  void thePageShowsWhatOtherChecksLeftBesideIt() throws IOException {
    Interval told = new Interval(0.71, 0.66, 0.75);
    Detection found = new Detection("regression on pixels-4", told, 60, 50, 1, List.of(0.71));
    Files.writeString(folder.resolve(DetectionJson.FILE_NAME), DetectionJson.of(found));
    Files.writeString(
        folder.resolve("utility.json"),
        """
        {"format": "chestnut-utility/1", "name": "lungs", "reference": "real",
         "testFilms": 20, "testPeople": 18, "rows": [{"arm": "both", "measure": "dice",
         "value": 0.9, "low": 0.88, "high": 0.92, "gain": 0.05, "gainLow": 0.01,
         "gainHigh": 0.09, "realFilms": 30, "syntheticFilms": 40}]}
        """);
    card(Judge.NOBODY, Set.of("kernel")).write(folder);
    assertThat(Files.readString(folder.resolve(Scorecard.PAGE)))
        .contains("Told from real films", "0.710", "0.660 to 0.750", "60 real · 50 synthetic")
        .contains("both, dice", "gain over real", "0.010 to 0.090", "20 real films of 18 people")
        .doesNotContain("Copies of training films");
    Files.writeString(folder.resolve("utility.json"), "{\"format\": \"another/1\"}");
    assertThatThrownBy(() -> Beside.in(folder))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("chestnut-utility/1");
  }

  @Test
  void anUnreadableFilmIsAnErrorThatNamesIt() throws IOException {
    for (int i = 0; i < 5; i++) {
      RadiographFiles.write(real.film(i), folder.resolve("film-" + i + ".png"), Map.of());
    }
    byte[] whole = Files.readAllBytes(folder.resolve("film-3.png"));
    whole[whole.length / 2] ^= 1;
    Files.write(folder.resolve("film-3.png"), whole);
    Evaluation evaluation =
        new Evaluation("test", new PixelFeatures(4), Judge.NOBODY, Set.of("kernel"));
    assertThatThrownBy(
            () ->
                evaluation.compare(
                    real, FilmSets.open(folder, Set.of()), Optional.empty(), Progress.SILENT))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("film-3.png");
  }

  @Test
  void setsThatCannotBeHalvedAreRefused() {
    PhantomFilms three = PhantomFilms.of(PhantomFamily.A, 3, 3, 48);
    Evaluation evaluation =
        new Evaluation("test", new PixelFeatures(4), Judge.NOBODY, Set.of("kernel"));
    assertThatThrownBy(() -> evaluation.compare(real, three, Optional.empty(), Progress.SILENT))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("at least 4");
  }

  @Test
  void fewPointsNeedNoCovariances() {
    RandomStream random = RandomStream.of(1, 0, "points");
    double[][] one = new double[9][20];
    double[][] other = new double[7][20];
    for (double[][] points : new double[][][] {one, other}) {
      for (double[] point : points) {
        for (int i = 0; i < point.length; i++) {
          point[i] = random.nextGaussian() * (1 + i) + points.length;
        }
      }
    }
    double naive = FrechetDistance.between(SetStatistics.of(one), SetStatistics.of(other));
    assertThat(FewPointsFrechet.between(one, other)).isEqualTo(naive, within(1e-6 * naive));
  }

  /** Films of half the contrast. */
  private static PhantomFilms flat(PhantomFilms films) {
    return new PhantomFilms(
        films.name(),
        films.studies().stream()
            .map(
                study ->
                    new PhantomStudy(
                        GreyPlane.of(study.film()).flattened().film(8),
                        study.anatomy(),
                        study.pathology(),
                        study.prompt(),
                        study.family()))
            .toList(),
        films.entries());
  }

  private Scorecard card(Judge judge, Set<String> metrics) {
    return new Evaluation("test", new PixelFeatures(4), judge, metrics)
        .compare(real, synthetic, Optional.empty(), Progress.SILENT);
  }

  private Map<Radiograph, PhantomStudy> known() {
    Map<Radiograph, PhantomStudy> known = new HashMap<>(real.byFilm());
    known.putAll(synthetic.byFilm());
    return known;
  }
}
