package ai.chestnut.synthesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.Chestnut;
import ai.chestnut.diffusion.BlendCutOff;
import ai.chestnut.diffusion.Guidance;
import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Coverage;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.Polygon;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.LatentDiffusion;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.progress.Progress;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.study.AnatomySource;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.NativeHandles;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole method on random weights: what holds whatever the networks have learnt. */
class XRealTest {

  private static final int SIDE = 32;

  @TempDir Path weights;
  private Chestnut chestnut = Chestnut.open();

  @BeforeEach
  void open() {
    chestnut = Chestnut.open(new Catalogue(weights), Device.CPU);
  }

  @AfterEach
  void close() {
    chestnut.close();
  }

  private static AnatomyMap anatomy(long seed) {
    return ThoraxPhantom.sample(
            PhantomFamily.A,
            RandomStream.of(seed, 0, "map"),
            SIDE,
            Optional.empty(),
            Optional.empty())
        .anatomy();
  }

  private static GenerationRequest request(String text, Given given) {
    return GenerationRequest.of(text)
        .withMethod(Method.XREAL)
        .withModel(Catalogue.MU)
        .withSampling(Sampling.standard().withSteps(4))
        .withFilter(new GenerationRequest.Filter(false, 1))
        .withGiven(given);
  }

  private static Given mapped() {
    return Given.NOTHING.withAnatomy(anatomy(1), AnatomySource.GIVEN);
  }

  private static Coverage box(int size, double x, double y, double w, double h) {
    return Coverage.of(Polygon.box(x * size, y * size, w * size, h * size).filled(size, size));
  }

  private XReal.Stages stages(GenerationRequest request) {
    Catalogue catalogue = new Catalogue(weights);
    LatentDiffusion diffusion = catalogue.textToImage(Catalogue.MU, Device.CPU);
    try (XReal xreal =
        new XReal(
            diffusion,
            catalogue.anatomyController(diffusion, Device.CPU),
            catalogue.anatomyShapesIfAny(Catalogue.MU))) {
      return xreal.stages(
          request,
          request.given().anatomy().orElseThrow(),
          RandomStream.of(4, 0, "stages"),
          Progress.SILENT);
    }
  }

  @Test
  void theStudyCarriesTheMapAndTheMasksThatItWasMadeOf() {
    Map<Finding, Coverage> regions =
        Map.of(Finding.PLEURAL_EFFUSION, box(SIDE, 0.6, 0.6, 0.2, 0.2));
    StudyBundle study =
        chestnut
            .generate(request("Small left pleural effusion.", mapped().withPathology(regions)))
            .get(0);
    assertThat(study.anatomy()).contains(anatomy(1));
    assertThat(study.study().anatomySource()).isEqualTo(AnatomySource.GIVEN);
    assertThat(study.pathology().of(Finding.PLEURAL_EFFUSION))
        .contains(regions.values().iterator().next().mask());
    assertThat(study.study().provenance().models())
        .extracting("name")
        .startsWith("mu-text-to-image", "mu-autoencoder", "mu-anatomy-controller");
    assertThat(study.study().provenance().sampler().values()).containsKey("control");
  }

  @Test
  void theTextToImageWeightsStayAsTheyAreAndGetNoGradient() {
    Catalogue catalogue = new Catalogue(weights);
    LatentDiffusion diffusion = catalogue.textToImage(Catalogue.MU, Device.CPU);
    try (XReal xreal =
        new XReal(
            diffusion,
            catalogue.anatomyController(diffusion, Device.CPU),
            catalogue.anatomyShapesIfAny(Catalogue.MU))) {
      Map<String, Integer> before = hashes(diffusion);
      xreal.draft(request("Cardiomegaly.", mapped()), 0, 1, Progress.SILENT);
      assertThat(hashes(diffusion)).isEqualTo(before);
      diffusion
          .model()
          .parameters()
          .byName()
          .values()
          .forEach(
              tensor -> {
                assertThat(tensor.requires_grad()).isFalse();
                assertThat(tensor.grad().defined()).isFalse();
              });
    }
  }

  private static Map<String, Integer> hashes(LatentDiffusion diffusion) {
    Map<String, Integer> hashes = new LinkedHashMap<>();
    diffusion
        .model()
        .parameters()
        .byName()
        .forEach((name, tensor) -> hashes.put(name, Arrays.hashCode(Tensors.floats(tensor))));
    return hashes;
  }

  @Test
  void theSameSeedIsTheSameFilmAndTheMapDecidesIt() {
    GenerationRequest first = request("No finding.", mapped());
    int film = pixels(first);
    assertThat(pixels(first)).isEqualTo(film);
    assertThat(pixels(first.withSeed(9))).isNotEqualTo(film);
    Given other = Given.NOTHING.withAnatomy(anatomy(2), AnatomySource.GIVEN);
    assertThat(pixels(first.withGiven(other))).isNotEqualTo(film);
    Given free =
        mapped().withControl(XRealSettings.standard().withCutOff(new BlendCutOff.Steps(0)));
    Given otherFree =
        other.withControl(XRealSettings.standard().withCutOff(new BlendCutOff.Steps(0)));
    assertThat(pixels(first.withGiven(free)))
        .as("without control the map has no influence")
        .isEqualTo(pixels(first.withGiven(otherFree)));
  }

  private int pixels(GenerationRequest request) {
    return Arrays.hashCode(chestnut.generate(request).get(0).film().unit());
  }

  @Test
  void withoutAFindingTheFilmIsTheFilmWithTheAnatomyAlone() {
    XReal.Stages stages = stages(request("No finding.", mapped()));
    assertThat(stages.film()).isEqualTo(stages.anatomy());
    assertThat(stages.coarse()).isNotEqualTo(stages.anatomy());
  }

  @Test
  void severalFindingsAreComposedEachInItsRegion() {
    Map<Finding, Coverage> one = Map.of(Finding.NODULE, box(SIDE, 0.2, 0.25, 0.1, 0.1));
    Map<Finding, Coverage> two =
        Map.of(
            Finding.NODULE,
            box(SIDE, 0.2, 0.25, 0.1, 0.1),
            Finding.PLEURAL_EFFUSION,
            box(SIDE, 0.62, 0.62, 0.2, 0.2));
    Given given = mapped();
    StudyBundle both =
        chestnut
            .generate(request("Right nodule. Left pleural effusion.", given.withPathology(two)))
            .get(0);
    assertThat(both.pathology().masks()).containsOnlyKeys(two.keySet());
    StudyBundle alone =
        chestnut.generate(request("Right nodule.", given.withPathology(one))).get(0);
    assertThat(alone.pathology().masks()).containsOnlyKeys(one.keySet());
    assertThat(both.film()).isNotEqualTo(alone.film());
  }

  @Test
  void severityIsFollowedMoreStrongly() {
    Guidance small = guidance("Small left pleural effusion.");
    Guidance plain = guidance("Left pleural effusion.");
    Guidance large = guidance("Large left pleural effusion.");
    assertThat(small.weight()).isLessThan(plain.weight());
    assertThat(large.weight()).isGreaterThan(plain.weight());
  }

  private static Guidance guidance(String text) {
    GenerationRequest request = request(text, mapped());
    return RegionText.of(request, request.given().anatomy(), RandomStream.of(1, 0, "places"))
        .get(0)
        .guidance(request.sampling());
  }

  @ParameterizedTest
  @CsvSource({"256, 256, 8", "1024, 1024, 8", "1024, 1024, 16", "300, 217, 16", "61, 90, 8"})
  void anEditChangesNoPixelOutsideTheFeatheredRegion(int width, int height, int depth) {
    RandomStream noise = RandomStream.of(5, width, "film");
    short[] values = new short[width * height];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) noise.nextInt(1 << depth);
    }
    Radiograph film = Radiograph.of(width, height, depth, values);
    Coverage region =
        Coverage.of(
            Polygon.box(0.55 * width, 0.5 * height, 0.2 * width, 0.25 * height)
                .filled(width, height));
    Given given =
        Given.NOTHING.withFilm(film).withPathology(Map.of(Finding.PLEURAL_EFFUSION, region));
    StudyBundle study = chestnut.generate(request("Left pleural effusion.", given)).get(0);
    Radiograph after = study.film();
    assertThat(after.bitDepth()).isEqualTo(depth);
    double scale = Math.max(width, height) / (double) SIDE;
    Mask reach = region.mask().dilated(XReal.FEATHER * scale + 1);
    int changed = 0;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        boolean same = after.at(x, y) == film.at(x, y);
        if (!reach.at(x, y)) {
          assertThat(same).as("pixel %d, %d outside", x, y).isTrue();
        } else if (!same) {
          changed++;
        }
      }
    }
    assertThat(changed).as("pixels changed inside").isGreaterThan((int) region.mask().area() / 3);
  }

  @Test
  void aFindingThatShallGoHasNoMaskAfterwards() {
    Radiograph film =
        ThoraxPhantom.sample(
                PhantomFamily.A,
                RandomStream.of(1, 0, "film"),
                64,
                Optional.empty(),
                Optional.empty())
            .film();
    Given given =
        Given.NOTHING
            .withFilm(film)
            .withPathology(Map.of(Finding.PLEURAL_EFFUSION, box(64, 0.6, 0.6, 0.2, 0.2)));
    StudyBundle gone = chestnut.generate(request("No pleural effusion.", given)).get(0);
    assertThat(gone.pathology().of(Finding.PLEURAL_EFFUSION)).isEmpty();
    assertThat(gone.film()).isNotEqualTo(film);
    StudyBundle there = chestnut.generate(request("Pleural effusion.", given)).get(0);
    assertThat(there.pathology().of(Finding.PLEURAL_EFFUSION)).isPresent();
    assertThat(there.film()).isNotEqualTo(gone.film());
  }

  @Test
  void asPublishedItRunsToo() {
    Given given = mapped().withControl(XRealSettings.published(4));
    assertThat(pixels(request("Cardiomegaly.", given)))
        .isNotEqualTo(pixels(request("Cardiomegaly.", mapped())));
  }

  @Test
  void withoutAMapOneIsDrawnAndATwinWithoutTheFindingIsTheSameElsewhere() {
    StudyBundle with = chestnut.generate(request("Left nodule.", Given.NOTHING)).get(0);
    StudyBundle twin = chestnut.generate(request("No finding.", Given.NOTHING)).get(0);
    assertThat(with.study().anatomySource()).isEqualTo(AnatomySource.GENERATED);
    assertThat(with.anatomy()).isEqualTo(twin.anatomy());
    assertThat(with.film()).isNotEqualTo(twin.film());
  }

  @Test
  void anEmptyMapMakesNoNumberThatIsNone() {
    AnatomyMap empty = AnatomyMap.of(SIDE, SIDE, new byte[SIDE * SIDE], Map.of());
    Given given = Given.NOTHING.withAnatomy(empty, AnatomySource.GIVEN);
    for (float value : stages(request("No finding.", given)).film()) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void whatIsMissingIsSaid() {
    Given film = Given.NOTHING.withFilm(Radiograph.of(64, 64, 8, new short[64 * 64]));
    assertThatThrownBy(() -> chestnut.generate(request("Cardiomegaly.", film)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("no region");
    assertThatThrownBy(() -> XRealSettings.standard().withSoftScale(1.2))
        .isInstanceOf(RequestException.class);
  }

  @Test
  void nativeHandlesAreFlat() {
    GenerationRequest request = request("Cardiomegaly. Left pleural effusion.", mapped());
    NativeHandles.assertFlat(8, () -> chestnut.generate(request.withCount(2)));
  }
}
