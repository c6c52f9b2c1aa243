package ai.chestnut.evaluation.reading;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.evaluation.films.Declared;
import ai.chestnut.evaluation.films.PhantomFilms;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.prompt.Observation;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

final class AdherenceTest {

  private static final int SIDE = 40;

  @Test
  void exactMasksAgreeWithThemselves() {
    PhantomFilms films = PhantomFilms.of(PhantomFamily.B, 5, 6, 64);
    Judge judge = new ExactJudge(films.byFilm());
    int lesions = 0;
    for (int i = 0; i < films.size(); i++) {
      SortedMap<String, Double> measures =
          judge.look(films.film(i), films.entries().get(i), films.declared(i), "").measures();
      assertThat(measures).containsEntry("dice/lungs", 1.0).containsEntry("dice/heart", 1.0);
      assertThat(measures).containsEntry("hd95/left-lung", 0.0).containsEntry("ctr-error", 0.0);
      assertThat(measures.get("heart-side")).isBetween(0.0, 0.3); // the heart lies to the left
      for (Finding finding : films.declared(i).pathology().keySet()) {
        assertThat(measures).containsEntry("lesion-iou/" + finding.slug(), 1.0);
        assertThat(measures).containsEntry("lesion-seen/" + finding.slug(), 1.0);
        assertThat(measures.get("containment/" + finding.slug())).isGreaterThan(0.8);
        lesions++;
      }
    }
    assertThat(lesions).isPositive();
  }

  @Test
  void anotherHeartIsMeasuredAsDrawn() {
    AnatomyMap declared = thorax(14, 24);
    AnatomyMap seen = thorax(16, 26);
    Adherence adherence = new Adherence();
    adherence.anatomy(Declared.of(declared, Map.of()), seen);
    SortedMap<String, Double> measures = adherence.measures();
    assertThat(measures.get("dice/heart")).isEqualTo(0.8, within(1e-12)); // 8 of 10 columns
    assertThat(measures.get("iou/heart")).isEqualTo(8 / 12.0, within(1e-12));
    assertThat(measures.get("hd95/heart")).isEqualTo(100 * 2.0 / SIDE, within(1e-12));
    assertThat(measures.get("ctr-error")).isEqualTo(0, within(1e-12)); // as broad as before
    Adherence broader = new Adherence();
    broader.anatomy(Declared.of(declared, Map.of()), thorax(14, 27));
    assertThat(broader.measures().get("ctr-error")).isEqualTo(3 / 36.0, within(1e-12));
  }

  @Test
  void aLesionOnTheOtherSideIsNotWhatWasAskedFor() {
    Observation left = Observation.present(Finding.NODULE).withLaterality(Laterality.LEFT);
    Mask atImageRight = box(28, 32);
    Mask atImageLeft = box(4, 8);
    assertThat(sides(left, atImageRight)).isEqualTo(1);
    assertThat(sides(left, atImageLeft)).isEqualTo(0);
    Observation both = left.withLaterality(Laterality.BILATERAL);
    assertThat(sides(both, atImageLeft.or(atImageRight))).isEqualTo(1);
    assertThat(sides(both, atImageLeft)).isEqualTo(0);
  }

  @Test
  void theHausdorffDistanceOfShiftedSquaresIsTheShift() {
    assertThat(SurfaceDistance.hausdorff95(box(10, 20), box(13, 23))).isEqualTo(3);
    assertThat(SurfaceDistance.hausdorff95(box(10, 20), box(10, 20))).isEqualTo(0);
  }

  private static double sides(Observation asked, Mask seen) {
    Adherence adherence = new Adherence();
    PathologyMap map = PathologyMap.of(SIDE, SIDE, Map.of(asked.finding(), seen));
    adherence.laterality(List.of(asked), map, SIDE / 2.0);
    return adherence.measures().getOrDefault("laterality", Double.NaN);
  }

  private static Mask box(int from, int to) {
    return Mask.where(
        SIDE, SIDE, i -> i % SIDE >= from && i % SIDE < to && i / SIDE >= 10 && i / SIDE < 30);
  }

  /** Lungs in columns 2 to 38, a heart over them in some. */
  private static AnatomyMap thorax(int from, int to) {
    byte[] codes = new byte[SIDE * SIDE];
    for (int i = 0; i < codes.length; i++) {
      int x = i % SIDE;
      int y = i / SIDE;
      if (y >= 5 && y < 35 && x >= 2 && x < 38) {
        codes[i] = (byte) (x < 12 ? 2 : x >= 28 ? 1 : 0);
      }
      if (y >= 20 && y < 35 && x >= from && x < to) {
        codes[i] = (byte) Anatomy.HEART.code();
      }
    }
    return AnatomyMap.of(SIDE, SIDE, codes, Map.of());
  }
}
