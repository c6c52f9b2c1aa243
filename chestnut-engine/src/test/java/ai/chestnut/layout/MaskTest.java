package ai.chestnut.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.random.RandomStream;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MaskTest {

  static Mask random(int width, int height, double share, long seed) {
    RandomStream stream = RandomStream.of(seed, 0, "mask");
    return Mask.where(width, height, i -> stream.chance(share));
  }

  static Mask box(int width, int height, int x0, int y0, int x1, int y1) {
    return Mask.where(
        width, height, i -> i % width >= x0 && i % width < x1 && i / width >= y0 && i / width < y1);
  }

  @Property(tries = 60)
  void setAlgebra(@ForAll long seed, @ForAll @IntRange(min = 1, max = 30) int width) {
    Mask a = random(width, 13, 0.4, seed);
    Mask b = random(width, 13, 0.6, seed + 1);
    assertThat(a.and(b).not()).isEqualTo(a.not().or(b.not()));
    assertThat(a.minus(b)).isEqualTo(a.and(b.not()));
    assertThat(a.or(b).area()).isEqualTo(a.area() + b.area() - a.and(b).area());
    assertThat(a.not().area()).isEqualTo(13L * width - a.area());
    assertThat(a.iou(a)).isEqualTo(1);
    assertThat(a.dice(a.not())).isEqualTo(0);
    double iou = a.iou(b);
    assertThat(a.dice(b)).isCloseTo(2 * iou / (1 + iou), Offset.offset(1e-12));
  }

  @Test
  void emptyMasksAgree() {
    Mask empty = Mask.empty(4, 4);
    assertThat(empty.iou(empty)).isEqualTo(1);
    assertThat(empty.dice(empty)).isEqualTo(1);
    assertThat(empty.centroid()).isEmpty();
    assertThat(empty.bounds()).isEmpty();
    assertThat(Mask.full(4, 4).area()).isEqualTo(16);
  }

  @Test
  void centroidAndBoundsOfABox() {
    Mask mask = box(10, 8, 2, 3, 6, 5);
    assertThat(mask.centroid()).contains(new Point(4, 4));
    assertThat(mask.bounds()).contains(new Box(2, 3, 4, 2));
    assertThat(mask.at(2, 3)).isTrue();
    assertThat(mask.at(6, 3)).isFalse();
    assertThat(mask.at(-1, 0)).isFalse();
    assertThat(mask.at(10, 0)).isFalse();
    assertThat(mask.at(0, 8)).isFalse();
    assertThat(mask.at(0, -1)).isFalse();
  }

  /** The slow twin: every pixel against every other. */
  @Property(tries = 40)
  void dilationAndErosionByBruteForce(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 14) int width,
      @ForAll @IntRange(min = 1, max = 14) int height,
      @ForAll @IntRange(min = 0, max = 12) int quarters) {
    Mask mask = random(width, height, 0.15, seed);
    double radius = quarters / 4.0 * 1.3;
    Mask grown = mask.dilated(radius);
    Mask shrunk = mask.eroded(radius);
    for (int i = 0; i < width * height; i++) {
      boolean near = false;
      boolean clear = mask.at(i % width, i / width);
      for (int j = 0; j < width * height; j++) {
        double apart = Math.hypot(i % width - j % width, i / width - j / width);
        if (apart <= radius + 1e-7) {
          near |= mask.at(j % width, j / width);
          clear &= mask.at(j % width, j / width);
        }
      }
      assertThat(grown.at(i % width, i / width)).isEqualTo(near);
      assertThat(shrunk.at(i % width, i / width)).isEqualTo(clear);
    }
  }

  @Test
  void fillsHolesButNotBays() {
    Mask ring = box(12, 12, 2, 2, 9, 9).minus(box(12, 12, 4, 4, 6, 6));
    assertThat(ring.filled()).isEqualTo(box(12, 12, 2, 2, 9, 9));
    Mask bay = box(12, 12, 0, 0, 6, 6).minus(box(12, 12, 0, 2, 3, 4));
    assertThat(bay.filled()).isEqualTo(bay);
    for (Mask edge : List.of(box(9, 9, 0, 3, 9, 4), box(9, 9, 3, 0, 4, 9), box(9, 9, 0, 0, 9, 1))) {
      assertThat(edge.filled()).isEqualTo(edge);
    }
  }

  @Property(tries = 40)
  void enlargingByWholeFactorsAndBackIsLossless(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int factor) {
    Mask mask = random(9, 7, 0.5, seed);
    Mask large = mask.resized(9 * factor, 7 * factor);
    assertThat(large.area()).isEqualTo(mask.area() * factor * factor);
    assertThat(large.resized(9, 7)).isEqualTo(mask);
  }

  @Test
  void refusesOtherSizes() {
    assertThatThrownBy(() -> Mask.empty(3, 3).and(Mask.empty(3, 4))).hasMessageContaining("3x4");
    assertThatThrownBy(() -> Mask.empty(3, 3).or(Mask.empty(4, 3))).hasMessageContaining("4x3");
    assertThatThrownBy(() -> Mask.of(2, 2, new boolean[5])).hasMessageContaining("5 values");
    BitSet far = new BitSet();
    far.set(4);
    assertThatThrownBy(() -> Mask.of(2, 2, far)).hasMessageContaining("pixel 4");
    assertThatThrownBy(() -> Mask.empty(0, 2)).hasMessageContaining("0x2");
    assertThatThrownBy(() -> Mask.empty(2, 0)).hasMessageContaining("2x0");
    assertThatThrownBy(() -> Mask.empty(2, 2).dilated(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> Mask.empty(2, 2).dilated(Double.NaN)).hasMessageContaining("NaN");
  }

  @Test
  void keepsItsOwnCopy() {
    BitSet bits = new BitSet();
    bits.set(1);
    Mask mask = Mask.of(2, 2, bits);
    bits.set(0);
    mask.bits().set(3);
    assertThat(mask.area()).isEqualTo(1);
    assertThat(mask).isEqualTo(Mask.of(2, 2, new boolean[] {false, true, false, false}));
    assertThat(mask).hasSameHashCodeAs(Mask.of(2, 2, new boolean[] {false, true, false, false}));
    assertThat(mask).isNotEqualTo(Mask.of(4, 1, new boolean[] {false, true, false, false}));
    assertThat(mask.toString()).contains("2x2").contains("1 pixels");
    assertThat(Mask.full(1, 1).isEmpty()).isFalse();
  }

  @Test
  void boxesContainTheirPixels() {
    Box box = new Box(1, 2, 3, 4);
    assertThat(box.area()).isEqualTo(12);
    assertThat(box.contains(1, 2)).isTrue();
    assertThat(box.contains(3, 5)).isTrue();
    assertThat(box.contains(4, 5)).isFalse();
    assertThat(box.contains(3, 6)).isFalse();
    assertThat(box.contains(0, 3)).isFalse();
    assertThat(box.contains(2, 1)).isFalse();
    assertThat(new Box(0, 0, 1, 1).area()).isEqualTo(1);
    assertThatThrownBy(() -> new Box(0, 0, 0, 1)).hasMessageContaining("[0, 0, 0, 1]");
    assertThatThrownBy(() -> new Box(0, 0, 1, 0)).hasMessageContaining("[0, 0, 1, 0]");
    assertThatThrownBy(() -> new Box(-1, 0, 1, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> new Box(0, -1, 1, 1)).hasMessageContaining("-1");
  }
}
