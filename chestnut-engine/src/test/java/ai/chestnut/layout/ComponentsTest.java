package ai.chestnut.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ComponentsTest {

  @Property(tries = 60)
  void componentsPartitionTheMask(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int width) {
    Mask mask = MaskTest.random(width, 20, 0.3, seed);
    Mask union = Mask.empty(width, 20);
    long area = 0;
    for (Mask component : Components.of(mask)) {
      assertThat(component.dilated(1.5).and(mask)).isEqualTo(component);
      union = union.or(component);
      area += component.area();
    }
    assertThat(union).isEqualTo(mask);
    assertThat(area).isEqualTo(mask.area());
    boolean[] boxed = new boolean[width * 20];
    for (Box box : Components.boxes(mask)) {
      for (int i = 0; i < boxed.length; i++) {
        boxed[i] |= box.contains(i % width, i / width);
      }
    }
    assertThat(mask.minus(Mask.of(width, 20, boxed)).isEmpty()).isTrue();
  }

  @Test
  void diagonalNeighboursAreConnected() {
    Mask diagonal = Mask.where(9, 9, i -> i % 9 == i / 9);
    assertThat(Components.of(diagonal)).containsExactly(diagonal);
    Mask other = Mask.where(9, 9, i -> i % 9 == 8 - i / 9);
    assertThat(Components.of(other)).containsExactly(other);
    Mask apart = MaskTest.box(9, 9, 0, 0, 2, 2).or(MaskTest.box(9, 9, 3, 0, 5, 2));
    assertThat(Components.boxes(apart)).containsExactly(new Box(0, 0, 2, 2), new Box(3, 0, 2, 2));
  }

  @Test
  void cleaningDropsLessThan33PixelsAt256() {
    Mask small = MaskTest.box(256, 256, 10, 10, 14, 18); // 32 pixels
    Mask enough = MaskTest.box(256, 256, 100, 100, 111, 103); // 33 pixels
    assertThat(Components.cleaned(small.or(enough))).isEqualTo(enough);
  }

  @Property(tries = 30)
  void cleaningIsIdempotent(@ForAll long seed) {
    Mask mask = MaskTest.random(60, 60, 0.35, seed);
    Mask once = Components.cleaned(mask);
    assertThat(Components.cleaned(once)).isEqualTo(once);
    assertThat(once.minus(mask).isEmpty()).isTrue();
  }

  @Test
  void theLargestWins() {
    Mask small = MaskTest.box(20, 20, 0, 0, 3, 3);
    Mask large = MaskTest.box(20, 20, 10, 10, 14, 14);
    assertThat(Components.largest(small.or(large))).isEqualTo(large);
    Mask twin = MaskTest.box(20, 20, 10, 0, 13, 3);
    assertThat(Components.largest(small.or(twin))).isEqualTo(small);
    assertThat(Components.largest(Mask.empty(5, 5)).isEmpty()).isTrue();
    assertThat(List.of(Components.of(Mask.empty(5, 5)).size())).containsExactly(0);
  }
}
