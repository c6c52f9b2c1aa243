package ai.chestnut.evaluation.memorisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.archive.MemorisationVerdict;
import ai.chestnut.evaluation.Clouds;
import ai.chestnut.evaluation.FeatureSpace;
import ai.chestnut.evaluation.FilmPoints;
import ai.chestnut.evaluation.Interval;
import ai.chestnut.evaluation.PhantomFilms;
import ai.chestnut.evaluation.SampleUnits;
import ai.chestnut.evaluation.ToneFreePixels;
import ai.chestnut.failure.RequestException;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MemorisationCheckTest {

  private static final FeatureSpace SPACE = ToneFreePixels.USUAL;
  private static final List<Radiograph> TRAIN = PhantomFilms.of(PhantomFamily.A, 1, 150);
  private static final FilmPoints TRAINED = PhantomFilms.points(SPACE, "train", TRAIN);
  private static final FilmPoints HELD_OUT =
      PhantomFilms.points(SPACE, "unseen", PhantomFilms.of(PhantomFamily.A, 2, 100));

  @TempDir private Path folder;

  @Test
  void freshFilmsOfTheSameKindPass() {
    FilmPoints fresh = PhantomFilms.points(SPACE, "new", PhantomFilms.of(PhantomFamily.A, 3, 100));
    MemorisationCheck check = MemorisationCheck.of(SPACE.name(), fresh, TRAINED, HELD_OUT);
    assertThat(check.nearer().holds(0.5)).isTrue();
    assertThat(check.membership().holds(0.5)).isTrue();
    assertThat(check.distanceRatio().holds(1)).isTrue();
    assertThat(check.copies().suspects()).isZero();
    assertThat(check.copies().heldOutBelow()).isZero();
    assertThat(check.verdict("", "phantoms").passes()).isTrue();
    assertThat(check.overfittingProtection().value()).isGreaterThan(0.8);
  }

  @Test
  void aGeneratorThatRepeatsItsTrainingFilmsFails() {
    MemorisationCheck check =
        MemorisationCheck.of(
            SPACE.name(), TRAINED.some(new int[] {3, 40, 77, 20, 5, 99}), TRAINED, HELD_OUT);
    assertThat(check.nearer()).isEqualTo(new Interval(1, 1, 1));
    assertThat(check.overfittingProtection().value()).isZero();
    assertThat(check.copies().suspects()).isEqualTo(6);
    MemorisationVerdict verdict = check.verdict("", "phantoms");
    assertThat(verdict.passes()).isFalse();
    assertThat(verdict.reasons().get(0)).startsWith("6 of 6 films");
  }

  @Test
  void fewCopiesAmongManyFilmsAreNamedUnderAnotherToneAndNoise() {
    List<Radiograph> made = new ArrayList<>(PhantomFilms.of(PhantomFamily.A, 4, 80));
    RandomStream noise = RandomStream.of(5, 0, "noise");
    made.set(11, PhantomFilms.changed(TRAIN.get(70), v -> (float) Math.pow(v, 1.3)));
    made.set(50, PhantomFilms.changed(TRAIN.get(9), v -> v + 0.02f * (float) noise.nextGaussian()));
    FilmPoints points = PhantomFilms.points(SPACE, "made", made);
    MemorisationCheck check = MemorisationCheck.of(SPACE.name(), points, TRAINED, HELD_OUT);
    assertThat(check.copies().suspects()).isEqualTo(2);
    assertThat(check.copies().films().subList(0, 2))
        .extracting(CopySuspects.Pair::synthetic, CopySuspects.Pair::training)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple(11, 70),
            org.assertj.core.groups.Tuple.tuple(50, 9));
    assertThat(check.verdict("", "phantoms").passes()).isFalse();
  }

  @Test
  void membershipIsToldWhereEveryTrainingFilmHasItsTwin() {
    FilmPoints twins =
        new FilmPoints(
            TRAINED.names(),
            TRAINED.people(),
            Arrays.stream(TRAINED.points())
                .map(point -> Arrays.stream(point).map(v -> v * 0.97).toArray())
                .toArray(double[][]::new));
    MemorisationCheck check = MemorisationCheck.of(SPACE.name(), twins, TRAINED, HELD_OUT);
    assertThat(check.membership().low()).isGreaterThan(0.95);
  }

  @Test
  void setsOfUnequalSizeDrawFilmsOfTheirKindEqually() {
    double sum = 0;
    int draws = 200;
    for (int draw = 0; draw < draws; draw++) {
      sum +=
          all(
              Clouds.normal(3L * draw, 30, 3, 0),
              Clouds.normal(3L * draw + 1, 90, 3, 0),
              Clouds.normal(3L * draw + 2, 30, 3, 0));
    }
    assertThat(sum / draws).isCloseTo(0.5, within(0.02));
    double[][] made = {{0}, {4}, {6}, {9}};
    double[][] train = {{0}, {5}, {20}};
    double[][] unseen = {{9}, {30}};
    // nearest: trained, trained, trained, unseen; (3 / 3) / (3 / 3 + 1 / 2)
    assertThat(all(made, train, unseen)).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(all(made, unseen, train)).isCloseTo(1.0 / 3, within(1e-12));
    // a film that is in both sets is neither's
    assertThat(all(new double[][] {{0}}, new double[][] {{1}}, new double[][] {{1}}))
        .isEqualTo(0.5);
  }

  @Test
  void theThresholdKeepsItsPromiseOnCleanSets() {
    int alarms = 0;
    int tests = 300;
    for (int test = 0; test < tests; test++) {
      CopySuspects copies =
          CopySuspects.of(
              Clouds.normal(3L * test, 100, 4, 0),
              Clouds.normal(3L * test + 1, 120, 4, 0),
              Clouds.normal(3L * test + 2, 100, 4, 0));
      alarms += copies.suspects() > 0 ? 1 : 0;
    }
    assertThat(alarms / (double) tests).isLessThan(0.03);
  }

  @Test
  void aCopyThatWasMovedIsKnownAgain() {
    for (int film : new int[] {4, 60, 130}) {
      Radiograph original = TRAIN.get(film);
      int side = original.width();
      float[] grey = original.unit();
      float[] shifted = new float[grey.length];
      for (int i = 0; i < grey.length; i++) {
        int x = Math.max(0, i % side - 2); // two of 48 columns to the right, one row up
        int y = Math.min(side - 1, i / side + 1);
        shifted[i] = grey[y * side + x];
      }
      Radiograph moved = Radiograph.ofUnit(side, side, 8, shifted);
      NearestFilms plain =
          NearestFilms.of(
              new double[][] {SPACE.of(moved)}, TRAINED.points(), CopySuspects.NEIGHBOURS);
      NearestFilms laid = MovedCopies.laid(moved, TRAINED.points());
      assertThat(laid.index()[0][0]).isEqualTo(film);
      assertThat(laid.standingOut()[0]).isLessThan(0.75 * plain.standingOut()[0]);
      NearestFilms still = MovedCopies.laid(original, TRAINED.points());
      assertThat(still.distance()[0][0]).isZero();
    }
  }

  @Test
  void pairsAreShownInTheOutputFolderAlone() throws IOException {
    List<Radiograph> made = TRAIN.subList(0, 5);
    FilmPoints points = PhantomFilms.points(SPACE, "made", made);
    CopySuspects copies = CopySuspects.of(points.points(), TRAINED.points(), HELD_OUT.points());
    CopyGallery.writeTable(copies, points, TRAINED, folder);
    CopyGallery.writeSheet(copies, made::get, TRAIN::get, folder);
    List<String> lines = Files.readAllLines(folder.resolve(CopyGallery.TABLE));
    assertThat(lines).hasSize(6);
    assertThat(lines.get(1)).isEqualTo("1,made0,train0,0.0,0.0,true");
    Radiograph sheet = RadiographFiles.read(folder.resolve(CopyGallery.SHEET));
    assertThat(sheet.width()).isEqualTo(4 * 390);
    assertThat(sheet.height()).isEqualTo(2 * 134);
    assertThat(sheet.at(300, 60)).as("difference of a copy").isZero();
  }

  @Test
  void setsThatSayNothingAreRefused() {
    FilmPoints few = TRAINED.some(new int[] {0, 1, 2});
    assertThatThrownBy(() -> MemorisationCheck.of("x", TRAINED, TRAINED, few))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("3 held-out");
    FilmPoints flat = FilmPoints.apart(names("f", 30), Clouds.normal(1, 30, 3, 0));
    assertThatThrownBy(() -> MemorisationCheck.of("x", flat, TRAINED, HELD_OUT))
        .isInstanceOf(RequestException.class);
  }

  private static double all(double[][] synthetic, double[][] train, double[][] heldOut) {
    return NearerShare.of(synthetic, train, heldOut)
        .of(SampleUnits.films(train.length + heldOut.length).all());
  }

  private static List<String> names(String prefix, int count) {
    return java.util.stream.IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
  }
}
