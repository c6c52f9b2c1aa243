package ai.chestnut.radiograph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.random.RandomStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RadiographTest {

  static Radiograph random(int width, int height, int bitDepth, long seed) {
    RandomStream stream = RandomStream.of(seed, 0, "pixels");
    short[] pixels = new short[width * height];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (short) stream.nextInt(1 << bitDepth);
    }
    return Radiograph.of(width, height, bitDepth, pixels);
  }

  @Property(tries = 50)
  void unitAndBackIsLossless(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll boolean wide,
      @ForAll long seed) {
    Radiograph film = random(width, height, wide ? 16 : 8, seed);
    assertThat(Radiograph.ofUnit(width, height, film.bitDepth(), film.unit())).isEqualTo(film);
  }

  @Property(tries = 30)
  void sixteenBitHoldsEightBit(@ForAll long seed) {
    Radiograph film = random(17, 9, 8, seed);
    Radiograph deep = film.withBitDepth(16);
    assertThat(deep.bitDepth()).isEqualTo(16);
    assertThat(deep.at(3, 4)).isEqualTo(257 * film.at(3, 4));
    assertThat(deep.withBitDepth(8)).isEqualTo(film);
  }

  @Test
  void roundsHalfUpAndClamps() {
    float[] unit = {0.5f / 255, 0.49f / 255, -3, 2, 1, 0};
    Radiograph film = Radiograph.ofUnit(3, 2, 8, unit);
    assertThat(new int[] {film.at(0, 0), film.at(1, 0), film.at(2, 0)}).containsExactly(1, 0, 0);
    assertThat(new int[] {film.at(0, 1), film.at(1, 1), film.at(2, 1)})
        .containsExactly(255, 255, 0);
  }

  @Test
  void refusesWhatIsNoRadiograph() {
    assertThatThrownBy(() -> Radiograph.of(2, 2, 8, new short[] {0, 1, 2, 256}))
        .hasMessageContaining("got 256, expected 0..255");
    assertThatThrownBy(() -> Radiograph.of(2, 2, 8, new short[3])).hasMessageContaining("2x2");
    assertThatThrownBy(() -> Radiograph.of(2, 2, 12, new short[4])).hasMessageContaining("12");
    assertThatThrownBy(() -> Radiograph.ofUnit(1, 1, 8, new float[] {Float.NaN}))
        .hasMessageContaining("NaN");
    assertThatThrownBy(() -> random(4, 4, 8, 1).at(4, 0))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> new PixelSpacing(0, 1)).hasMessageContaining("rowMm");
  }

  @Test
  void keepsItsOwnCopyOfThePixels() {
    short[] pixels = new short[16];
    Radiograph film = Radiograph.of(4, 4, 8, pixels);
    pixels[0] = 9;
    film.unit()[0] = 1;
    assertThat(film.at(0, 0)).isZero();
  }

  @Test
  void resizingKeepsSideMeanAndSpacing() {
    float[] unit = new float[64 * 64];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = i % 64 < 32 ? 0.2f : 0.8f;
    }
    Radiograph film = Radiograph.ofUnit(64, 64, 16, unit).withSpacing(new PixelSpacing(0.5, 1));
    Radiograph small = film.resized(16, 32);
    assertThat(small.at(2, 5) / 65535.0).isCloseTo(0.2, within());
    assertThat(small.at(13, 5) / 65535.0).isCloseTo(0.8, within());
    assertThat(small.spacing()).contains(new PixelSpacing(1, 4));
    double mean = 0;
    for (float value : small.unit()) {
      mean += value / small.unit().length;
    }
    assertThat(mean).isCloseTo(0.5, within());
    assertThat(film.resized(64, 64)).isSameAs(film);
  }

  @Property(tries = 40)
  void aConstantStaysConstantAtAnySize(
      @ForAll @IntRange(min = 1, max = 50) int from, @ForAll @IntRange(min = 1, max = 50) int to) {
    float[] unit = new float[from * from];
    java.util.Arrays.fill(unit, 0.4f);
    Radiograph film = Radiograph.ofUnit(from, from, 8, unit).resized(to, to);
    for (int i = 0; i < to; i++) {
      assertThat(film.at(i, to - 1 - i)).isEqualTo(102);
    }
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(0.002);
  }
}
