package ai.chestnut.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AllowedRegion;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.prompt.Observation;
import ai.chestnut.radiograph.PixelSpacing;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LesionEngineTest {

  private static final PhantomStudy BODY = ThoraxPhantomTest.plain(PhantomFamily.A, 7, 96);

  static Stream<Finding> drawn() {
    return Arrays.stream(Finding.values()).filter(LesionEngine::draws);
  }

  static Stream<Finding> withSide() {
    return drawn()
        .filter(f -> !Places.of(f).sides().isEmpty())
        .filter(f -> f != Finding.SUPPORT_DEVICES && f != Finding.HERNIA);
  }

  private static Insertion insert(Observation observation, int seed) {
    return LesionEngine.insert(
        BODY.film(), BODY.anatomy(), observation, RandomStream.of(seed, 0, "lesion"));
  }

  private static Observation asked(Finding finding, Severity severity) {
    Observation plain = Observation.present(finding).withSeverity(severity);
    return Places.of(finding).sides().isEmpty() ? plain : plain.withLaterality(Laterality.LEFT);
  }

  /** The summed change of the film inside the mask, or by warps and devices anywhere. */
  private static double change(Insertion insertion) {
    double sum = 0;
    for (int y = 0; y < BODY.film().height(); y++) {
      for (int x = 0; x < BODY.film().width(); x++) {
        sum += Math.abs(insertion.film().at(x, y) - BODY.film().at(x, y));
      }
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("drawn")
  void everyFindingHasAMaskAndIsVisibleInIt(Finding finding) {
    for (int seed = 0; seed < 3; seed++) {
      Insertion insertion = insert(asked(finding, Severity.MODERATE), seed);
      assertThat(insertion.finding()).isEqualTo(finding);
      assertThat(insertion.mask().area()).isGreaterThan(6);
      double inside = 0;
      double outside = 0;
      Mask far = insertion.mask().dilated(10).not();
      for (int y = 0; y < 96; y++) {
        for (int x = 0; x < 96; x++) {
          int change = Math.abs(insertion.film().at(x, y) - BODY.film().at(x, y));
          inside += insertion.mask().at(x, y) ? change : 0;
          outside += far.at(x, y) ? change : 0;
        }
      }
      double within = inside / insertion.mask().area();
      assertThat(within).isGreaterThan(1.5);
      assertThat(outside / Math.max(1, far.area())).isLessThan(0.6 * within);
    }
  }

  @ParameterizedTest
  @MethodSource("drawn")
  void severityRaisesAreaAndChangeOnAverage(Finding finding) {
    double[] area = new double[3];
    double[] change = new double[3];
    for (Severity severity : Severity.values()) {
      for (int seed = 0; seed < 6; seed++) {
        Insertion insertion = insert(asked(finding, severity), seed);
        area[severity.ordinal()] += insertion.mask().area();
        change[severity.ordinal()] += change(insertion);
      }
    }
    if (finding != Finding.SUPPORT_DEVICES) {
      assertThat(area[1]).isGreaterThan(area[0] * 1.02);
      assertThat(area[2]).isGreaterThan(area[1] * 1.02);
    }
    assertThat(change[1]).isGreaterThan(change[0]);
    assertThat(change[2]).isGreaterThan(change[1]);
  }

  @ParameterizedTest
  @MethodSource("withSide")
  void theMaskLiesOnTheAskedSideInTheAllowedRegion(Finding finding) {
    for (Laterality side : Laterality.values()) {
      for (Severity severity : Severity.values()) {
        Observation observation =
            Observation.present(finding).withLaterality(side).withSeverity(severity);
        Insertion insertion = insert(observation, severity.ordinal());
        Mask allowed = AllowedRegion.of(insertion.observation(), insertion.anatomy());
        assertThat(insertion.mask().minus(allowed).area())
            .isLessThanOrEqualTo(insertion.mask().area() / 100);
        AnatomyMap map = insertion.anatomy();
        long left = insertion.mask().and(map.of(Anatomy.LEFT_LUNG)).area();
        long right = insertion.mask().and(map.of(Anatomy.RIGHT_LUNG)).area();
        assertThat(left > 0).isEqualTo(side != Laterality.RIGHT);
        assertThat(right > 0).isEqualTo(side != Laterality.LEFT);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Zone.class)
  void zonesAreKept(Zone zone) {
    for (Finding finding :
        List.of(
            Finding.CONSOLIDATION,
            Finding.EDEMA,
            Finding.ATELECTASIS,
            Finding.PNEUMOTHORAX,
            Finding.PLEURAL_THICKENING,
            Finding.FIBROSIS)) {
      if (!Places.of(finding).allows(zone)) {
        continue;
      }
      Observation observation =
          Observation.present(finding)
              .withLaterality(Laterality.RIGHT)
              .withZones(List.of(zone))
              .withSeverity(Severity.LARGE);
      Insertion insertion = insert(observation, 1);
      Mask allowed = AllowedRegion.of(insertion.observation(), insertion.anatomy());
      long beyond = insertion.mask().minus(allowed).area();
      assertThat(insertion.mask().area()).as("%s", finding).isPositive();
      assertThat(beyond).as("%s", finding).isLessThanOrEqualTo(insertion.mask().area() / 20);
    }
  }

  @Test
  void theHeartGrowsBeyondHalfTheThorax() {
    double before = BODY.anatomy().cardiothoracicRatio().orElseThrow();
    for (Severity severity : Severity.values()) {
      Insertion insertion = insert(asked(Finding.CARDIOMEGALY, severity), 1);
      double after = insertion.anatomy().cardiothoracicRatio().orElseThrow();
      assertThat(after).isGreaterThan(Math.max(0.51, before + 0.01));
      assertThat(insertion.mask()).isEqualTo(insertion.anatomy().of(Anatomy.HEART));
    }
  }

  @Test
  void densitiesGoTheWayTheyShould() {
    for (Finding denser :
        List.of(Finding.CONSOLIDATION, Finding.PLEURAL_EFFUSION, Finding.EDEMA, Finding.MASS)) {
      Insertion insertion = insert(asked(denser, Severity.LARGE), 2);
      assertThat(ThoraxPhantomTest.mean(insertion.film(), insertion.mask()))
          .as("%s", denser)
          .isGreaterThan(ThoraxPhantomTest.mean(BODY.film(), insertion.mask()) + 12);
    }
    for (Finding clearer : List.of(Finding.PNEUMOTHORAX, Finding.EMPHYSEMA)) {
      Insertion insertion = insert(asked(clearer, Severity.LARGE), 2);
      assertThat(ThoraxPhantomTest.mean(insertion.film(), insertion.mask()))
          .as("%s", clearer)
          .isLessThan(ThoraxPhantomTest.mean(BODY.film(), insertion.mask()) - 3);
    }
  }

  @Test
  void atelectasisRaisesTheDome() {
    Insertion insertion = insert(asked(Finding.ATELECTASIS, Severity.LARGE), 3);
    long before = BODY.anatomy().of(Anatomy.LEFT_LUNG).area();
    assertThat(insertion.anatomy().of(Anatomy.LEFT_LUNG).area()).isLessThan(before * 97 / 100);
    assertThat(insertion.anatomy().of(Anatomy.RIGHT_LUNG))
        .isEqualTo(BODY.anatomy().of(Anatomy.RIGHT_LUNG));
  }

  @Test
  void uncertainIsFainterAndOpenChoicesAreMade() {
    Observation sure = asked(Finding.CONSOLIDATION, Severity.MODERATE);
    assertThat(change(insert(sure.withCertainty(Certainty.UNCERTAIN), 4)))
        .isLessThan(0.85 * change(insert(sure, 4)));
    Observation open = insert(Observation.present(Finding.PNEUMONIA), 5).observation();
    assertThat(open.severity()).isPresent();
    assertThat(open.laterality()).isPresent();
    assertThat(insert(Observation.present(Finding.EDEMA), 5).observation().laterality())
        .contains(Laterality.BILATERAL);
    assertThat(insert(Observation.present(Finding.CARDIOMEGALY), 5).observation().laterality())
        .isEmpty();
  }

  @Test
  void theFilmKeepsSizeDepthAndSpacingAndTheStreamDecides() {
    Radiograph film = BODY.film().withBitDepth(16).withSpacing(new PixelSpacing(1.5, 1.5));
    Observation mass = asked(Finding.MASS, Severity.LARGE);
    Insertion first = LesionEngine.insert(film, BODY.anatomy(), mass, RandomStream.of(1, 0, "a"));
    assertThat(first.film().bitDepth()).isEqualTo(16);
    assertThat(first.film().spacing()).isEqualTo(film.spacing());
    assertThat(LesionEngine.insert(film, BODY.anatomy(), mass, RandomStream.of(1, 0, "a")))
        .isEqualTo(first);
    assertThat(LesionEngine.insert(film, BODY.anatomy(), mass, RandomStream.of(2, 0, "a")).mask())
        .isNotEqualTo(first.mask());
  }

  @Test
  void filmsNeedNotBeSquare() {
    Radiograph wide = BODY.film().resized(150, 120);
    AnatomyMap anatomy = BODY.anatomy().resized(150, 120);
    drawn()
        .forEach(
            finding -> {
              Insertion insertion =
                  LesionEngine.insert(
                      wide, anatomy, asked(finding, Severity.LARGE), RandomStream.of(1, 0, "wide"));
              assertThat(insertion.film().width()).isEqualTo(150);
              assertThat(insertion.mask().area()).as("%s", finding).isPositive();
            });
  }

  @Test
  void lungsAloneGiveAUsableAnatomy() {
    AnatomyMap guess =
        AnatomyGuess.fromLungs(
            BODY.anatomy().of(Anatomy.RIGHT_LUNG), BODY.anatomy().of(Anatomy.LEFT_LUNG));
    assertThat(guess.of(Anatomy.HEART).dice(BODY.anatomy().of(Anatomy.HEART))).isGreaterThan(0.7);
    assertThat(guess.lungs()).isEqualTo(BODY.anatomy().lungs());
    assertThat(guess.of(Anatomy.DIAPHRAGM_AND_ABDOMEN).area()).isGreaterThan(600);
  }

  @Test
  void whatCannotBeDrawnIsRefused() {
    Observation mass = Observation.present(Finding.MASS);
    RandomStream stream = RandomStream.of(1, 0, "x");
    assertThatThrownBy(
            () -> LesionEngine.insert(BODY.film().resized(64, 64), BODY.anatomy(), mass, stream))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("96x96")
        .hasMessageContaining("64x64");
    assertThatThrownBy(() -> insert(Observation.present(Finding.FRACTURE), 1))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("Fracture");
    assertThatThrownBy(() -> insert(mass.withCertainty(Certainty.ABSENT), 1))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("absent");
    AnatomyMap heartless =
        AnatomyMap.of(96, 96, codesWithout(BODY.anatomy(), Anatomy.HEART), Map.of());
    assertThatThrownBy(
            () ->
                LesionEngine.insert(
                    BODY.film(), heartless, Observation.present(Finding.CARDIOMEGALY), stream))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("no heart");
    assertThatThrownBy(
            () ->
                LesionEngine.insert(
                    BODY.film(), AnatomyMap.of(96, 96, new byte[96 * 96], Map.of()), mass, stream))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("no lung");
  }

  private static byte[] codesWithout(AnatomyMap anatomy, Anatomy structure) {
    byte[] codes = anatomy.codes();
    for (int i = 0; i < codes.length; i++) {
      codes[i] = codes[i] == structure.code() ? 0 : codes[i];
    }
    return codes;
  }
}
