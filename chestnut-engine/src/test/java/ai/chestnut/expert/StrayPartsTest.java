package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.random.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StrayPartsTest {

  private static byte[] map(String... rows) {
    byte[] codes = new byte[rows.length * rows[0].length()];
    for (int i = 0; i < codes.length; i++) {
      codes[i] = (byte) (rows[i / rows[0].length()].charAt(i % rows[0].length()) - '0');
    }
    return codes;
  }

  @Test
  void anIslandBecomesWhatLiesAroundIt() {
    byte[] before =
        map(
            "11111111111111",
            "11111311111111",
            "11111111111111",
            "00000000000000",
            "33333333333333");
    byte[] after = StrayParts.removed(before, 14, 5);
    assertThat(after[14 + 5]).isEqualTo((byte) 1);
    before[14 + 5] = 1;
    assertThat(after).isEqualTo(before);
  }

  @Test
  void partsOfATenthStayAndBackgroundIsNeverTouched() {
    byte[] map =
        map(
            "22222222220000", // ten and
            "00000000000020", // one: a tenth
            "00000000000000");
    assertThat(StrayParts.removed(map, 14, 3)).isEqualTo(map);
    byte[] empty = new byte[12];
    assertThat(StrayParts.removed(empty, 4, 3)).isEqualTo(empty);
  }

  @Test
  void removingTwiceIsRemovingOnce() {
    byte[] noisy = new byte[40 * 40];
    RandomStream random = RandomStream.of(1, 0, "noise");
    for (int i = 0; i < noisy.length; i++) {
      int blocks = 1 + i % 40 / 20 + 2 * (i / 800); // four large squares
      noisy[i] = (byte) (random.chance(0.05) ? random.nextInt(5) : blocks);
    }
    byte[] once = StrayParts.removed(noisy, 40, 40);
    assertThat(Arrays.equals(noisy, once)).isFalse();
    assertThat(StrayParts.removed(once, 40, 40)).isEqualTo(once);
  }
}
