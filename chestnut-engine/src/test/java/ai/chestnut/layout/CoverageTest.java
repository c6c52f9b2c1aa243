package ai.chestnut.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CoverageTest {

  @Property(tries = 50)
  void cellsKeepTheAreaWhateverTheRegion(
      @ForAll @IntRange(max = 30) int x,
      @ForAll @IntRange(max = 30) int y,
      @ForAll @IntRange(min = 1, max = 20) int w,
      @ForAll @IntRange(min = 1, max = 20) int h) {
    Mask mask = Polygon.box(x, y, w, h).filled(64, 64);
    float sum = 0;
    for (float share : Coverage.of(mask).cells(8).values()) {
      sum += share * 64;
    }
    assertThat((double) sum).isCloseTo(mask.area(), within(1e-3));
  }

  @Test
  void aLesionSmallerThanACellIsNotLost() {
    Mask dot = Polygon.box(21, 37, 3, 2).filled(64, 64);
    Coverage cells = Coverage.of(dot).cells(8);
    assertThat(cells.values()[4 * 8 + 2]).isEqualTo(6 / 64f);
    assertThat(cells.isEmpty()).isFalse();
  }

  @Test
  void aFeatheredEdgeFallsMonotonouslyToNothingAndLeavesTheInsideAlone() {
    Coverage soft = Coverage.of(Polygon.box(10, 10, 12, 12).filled(64, 64)).feathered(5);
    float[] values = soft.values();
    assertThat(values[15 * 64 + 15]).isEqualTo(1);
    for (int x = 22; x < 28; x++) {
      assertThat(values[15 * 64 + x]).isLessThan(values[15 * 64 + x - 1]);
    }
    assertThat(values[15 * 64 + 28]).isZero();
    assertThat(soft.mask().area()).isGreaterThanOrEqualTo(144);
  }

  @Test
  void sharesOutsideZeroToOneAreRefused() {
    assertThatThrownBy(() -> Coverage.of(2, 1, new float[] {0.5f, 1.01f}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.01");
    assertThatThrownBy(() -> Coverage.of(2, 1, new float[] {0.5f, Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Coverage.of(Mask.full(10, 10)).cells(8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10x10");
  }
}
