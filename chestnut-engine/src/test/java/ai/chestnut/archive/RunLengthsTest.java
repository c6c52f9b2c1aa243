package ai.chestnut.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.layout.Mask;
import java.util.BitSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunLengthsTest {

  /** What the public mask interface of COCO (pycocotools 2.0) gives for these masks. */
  @ParameterizedTest
  @CsvSource({
    "3, 2, 000000, 6",
    "3, 2, 111111, 06",
    "3, 2, 010010, 222",
    "4, 3, 100110011001, 0360",
    "16, 1, 1111111111111110, 0?1",
  })
  void isThatOfThePublicInterface(int width, int height, String rows, String expected) {
    Mask mask = Mask.where(width, height, i -> rows.charAt(i) == '1');
    assertThat(RunLengths.of(mask)).isEqualTo(expected);
  }

  @Property(tries = 300)
  void readsBackByTheDefinition(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 60) int height,
      @ForAll @Size(max = 60) java.util.List<@IntRange(min = 0, max = 2399) Integer> borders) {
    BitSet bits = new BitSet();
    for (int border : borders) {
      bits.flip(border % (width * height), width * height);
    }
    Mask mask = Mask.of(width, height, bits);
    assertThat(decoded(RunLengths.of(mask), width, height)).isEqualTo(mask);
  }

  /** The slow twin: characters to groups of bits to differences to lengths to columns. */
  static Mask decoded(String text, int width, int height) {
    java.util.List<Integer> counts = new java.util.ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      long value = 0;
      int shift = 0;
      int character;
      do {
        character = text.charAt(at++) - 48;
        value |= (long) (character & 31) << shift;
        shift += 5;
      } while ((character & 32) != 0);
      if ((character & 16) != 0) {
        value |= -1L << shift;
      }
      if (counts.size() > 2) {
        value += counts.get(counts.size() - 2);
      }
      counts.add((int) value);
    }
    BitSet bits = new BitSet();
    int pixel = 0;
    for (int i = 0; i < counts.size(); i++) {
      for (int k = 0; k < counts.get(i); k++, pixel++) {
        bits.set(pixel % height * width + pixel / height, i % 2 == 1);
      }
    }
    assertThat(pixel).isEqualTo(width * height);
    return Mask.of(width, height, bits);
  }
}
