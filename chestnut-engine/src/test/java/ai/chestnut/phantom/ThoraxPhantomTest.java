package ai.chestnut.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.Mask;
import ai.chestnut.prompt.Observation;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.OverlapLayer;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThoraxPhantomTest {

  static PhantomStudy plain(PhantomFamily family, long seed, int size) {
    return ThoraxPhantom.sampleWith(
        family,
        RandomStream.of(seed, 0, "test"),
        size,
        Optional.of(View.PA),
        Optional.empty(),
        List.of());
  }

  static double mean(Radiograph film, Mask mask) {
    double sum = 0;
    for (int y = 0; y < film.height(); y++) {
      for (int x = 0; x < film.width(); x++) {
        sum += mask.at(x, y) ? film.at(x, y) : 0;
      }
    }
    return sum / mask.area();
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 100, 128, 257})
  void anySizeAndTheSameSeedGivesTheSameFilm(int size) {
    PhantomStudy first = plain(PhantomFamily.A, 5, size);
    PhantomStudy again = plain(PhantomFamily.A, 5, size);
    assertThat(first.film()).isEqualTo(again.film());
    assertThat(first.anatomy()).isEqualTo(again.anatomy());
    assertThat(first.film()).isNotEqualTo(plain(PhantomFamily.A, 6, size).film());
    assertThat(first.film().width()).isEqualTo(size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "B"})
  void lungsAreDarkHeartAndAbdomenBrightAndRibsStandOut(String name) {
    for (int seed = 0; seed < 8; seed++) {
      PhantomStudy study = plain(PhantomFamily.named(name), seed, 128);
      Mask lungs = study.anatomy().lungs();
      Mask ribs = study.anatomy().layer(OverlapLayer.RIBS).orElseThrow();
      double lung = mean(study.film(), lungs);
      assertThat(mean(study.film(), study.anatomy().of(Anatomy.HEART))).isGreaterThan(lung + 30);
      assertThat(mean(study.film(), study.anatomy().of(Anatomy.DIAPHRAGM_AND_ABDOMEN)))
          .isGreaterThan(lung + 50);
      assertThat(mean(study.film(), lungs.and(ribs)))
          .isGreaterThan(mean(study.film(), lungs.minus(ribs)) + 4);
      assertThat(study.anatomy().of(Anatomy.LEFT_LUNG).centroid().orElseThrow().x())
          .isGreaterThan(study.anatomy().of(Anatomy.RIGHT_LUNG).centroid().orElseThrow().x());
    }
  }

  @Test
  void aLargeHeartIsReportedAndASmallOneIsNot() {
    int large = 0;
    for (int seed = 0; seed < 40; seed++) {
      PhantomStudy study =
          ThoraxPhantom.sample(
              PhantomFamily.A,
              RandomStream.of(seed, 0, "heart"),
              64,
              Optional.empty(),
              Optional.of(Sex.MALE));
      boolean above = study.anatomy().cardiothoracicRatio().orElseThrow() > 0.55;
      large += above ? 1 : 0;
      assertThat(study.prompt().labels().getOrDefault(Finding.CARDIOMEGALY, 0))
          .isEqualTo(above ? 1 : 0);
      assertThat(study.pathology().of(Finding.CARDIOMEGALY).isPresent()).isEqualTo(above);
      assertThat(study.prompt().sex()).contains(Sex.MALE);
    }
    assertThat(large).isBetween(3, 20);
  }

  @Test
  void findingsAreDrawnIntoTheBodyTheyWereAskedFor() {
    List<Observation> asked =
        List.of(
            Observation.present(Finding.PLEURAL_EFFUSION)
                .withLaterality(Laterality.LEFT)
                .withSeverity(Severity.MODERATE),
            Observation.present(Finding.CARDIOMEGALY).withSeverity(Severity.LARGE),
            Observation.present(Finding.ATELECTASIS).withLaterality(Laterality.RIGHT));
    PhantomStudy study =
        ThoraxPhantom.sampleWith(
            PhantomFamily.B,
            RandomStream.of(3, 0, "asked"),
            128,
            Optional.empty(),
            Optional.empty(),
            asked);
    assertThat(study.pathology().masks())
        .containsOnlyKeys(Finding.ATELECTASIS, Finding.CARDIOMEGALY, Finding.PLEURAL_EFFUSION);
    study.pathology().masks().values().forEach(mask -> assertThat(mask.area()).isPositive());
    assertThat(study.anatomy().cardiothoracicRatio().orElseThrow()).isGreaterThan(0.6);
    assertThat(study.prompt().labels())
        .containsEntry(Finding.PLEURAL_EFFUSION, 1)
        .containsEntry(Finding.CARDIOMEGALY, 1);
    assertThat(study.pathology().of(Finding.CARDIOMEGALY))
        .contains(study.anatomy().of(Anatomy.HEART));
  }

  @Test
  void noiseIsAKnob() {
    PhantomFamily quiet =
        PhantomFamily.A.withFilm(PhantomFamily.A.film().withNoise(Range.of(0, 0)));
    PhantomFamily loud =
        PhantomFamily.A.withFilm(PhantomFamily.A.film().withNoise(Range.of(0.06, 0.06)));
    assertThat(roughness(plain(loud, 1, 128))).isGreaterThan(1.5 * roughness(plain(quiet, 1, 128)));
  }

  private static double roughness(PhantomStudy study) {
    double sum = 0;
    Radiograph film = study.film();
    for (int y = 90; y < 120; y++) {
      for (int x = 50; x < 80; x++) {
        sum += Math.abs(2 * film.at(x, y) - film.at(x - 1, y) - film.at(x + 1, y));
      }
    }
    return sum;
  }

  @Test
  void impossibleRequestsAreRefused() {
    assertThatThrownBy(() -> plain(PhantomFamily.A, 1, 31)).hasMessageContaining("got 31");
    assertThatThrownBy(() -> plain(PhantomFamily.A, 1, 1025)).hasMessageContaining("32..1024");
    assertThatThrownBy(() -> PhantomFamily.named("C"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("A or B");
    assertThatThrownBy(() -> Range.of(2, 1)).hasMessageContaining("2.0 to 1.0");
  }
}
