package ai.chestnut.evaluation.utility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.evaluation.utility.BoxTask.Found;
import ai.chestnut.layout.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Average precision and FROC, worked by hand. */
final class RankedBoxesTest {

  private static final Box HERE = new Box(0, 0, 10, 10);
  private static final Box THERE = new Box(40, 40, 10, 10);
  private static final Box NOWHERE = new Box(80, 0, 5, 5);

  @Test
  void averagePrecisionByHand() {
    // by falling score: hit, miss, hit; two true boxes: 0.5 * 1 + 0.5 * 2/3
    RankedBoxes ranked =
        RankedBoxes.of(
            List.of(
                List.of(new Found(HERE, 0.9), new Found(NOWHERE, 0.8)),
                List.of(new Found(THERE, 0.7))),
            List.of(List.of(HERE), List.of(THERE)));
    assertThat(ranked.averagePrecision(new int[] {0, 1})).isCloseTo(5.0 / 6, within(1e-12));
    // the first film alone: one true box, found first
    assertThat(ranked.averagePrecision(new int[] {0})).isEqualTo(1);
    // at 1/4 false boxes a film the false one already ends it, at 1/2 it does not
    assertThat(ranked.sensitivity(new int[] {0, 1}))
        .isCloseTo((0.5 + 1 + 1 + 1) / 4, within(1e-12));
  }

  @Test
  void aTrueBoxIsHitOnce() {
    RankedBoxes ranked =
        RankedBoxes.of(
            List.of(List.of(new Found(HERE, 0.9), new Found(HERE, 0.8))), List.of(List.of(HERE)));
    assertThat(ranked.averagePrecision(new int[] {0})).isEqualTo(1);
    RankedBoxes late =
        RankedBoxes.of(
            List.of(List.of(new Found(NOWHERE, 0.9), new Found(HERE, 0.8))),
            List.of(List.of(HERE)));
    assertThat(late.averagePrecision(new int[] {0})).isEqualTo(0.5);
  }

  @Test
  void withoutTrueBoxesThereIsNoFigure() {
    RankedBoxes ranked = RankedBoxes.of(List.of(List.of(new Found(HERE, 0.9))), List.of(List.of()));
    assertThat(ranked.averagePrecision(new int[] {0})).isNaN();
    assertThat(ranked.sensitivity(new int[] {0})).isNaN();
  }

  @Test
  void overlapByHand() {
    assertThat(RankedBoxes.iou(HERE, HERE)).isEqualTo(1);
    assertThat(RankedBoxes.iou(HERE, THERE)).isZero();
    assertThat(RankedBoxes.iou(HERE, new Box(5, 0, 10, 10))).isCloseTo(1.0 / 3, within(1e-12));
  }

  @Test
  void aMapBecomesItsParts() {
    float[] map = new float[64 * 64];
    for (int y = 5; y < 15; y++) {
      for (int x = 8; x < 20; x++) {
        map[y * 64 + x] = 0.9f;
      }
    }
    for (int y = 40; y < 50; y++) {
      for (int x = 40; x < 50; x++) {
        map[y * 64 + x] = 0.3f;
      }
    }
    List<Found> found = BoxTask.boxes(map, 64);
    assertThat(found)
        .extracting(Found::box)
        .containsExactly(new Box(8, 5, 12, 10), new Box(40, 40, 10, 10));
    assertThat(found.get(0).score()).isCloseTo(0.9, within(1e-6));
  }
}
