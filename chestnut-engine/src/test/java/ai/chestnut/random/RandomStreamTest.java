package ai.chestnut.random;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

  /** Known answers published with Random123 (kat_vectors, philox4x32 10). */
  @Test
  void philoxMeetsThePublishedKnownAnswers() {
    int[] zeros = {0, 0, 0, 0};
    Philox.scramble(zeros, 0, 0);
    assertThat(zeros).containsExactly(0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    int[] ones = {-1, -1, -1, -1};
    Philox.scramble(ones, -1, -1);
    assertThat(ones).containsExactly(0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    int[] pi = {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344};
    Philox.scramble(pi, 0xa4093822, 0x299f31d0);
    assertThat(pi).containsExactly(0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1);
  }

  @Property(tries = 50)
  void theSameNameGivesTheSameNumbersAndAnotherNameOthers(@ForAll long seed, @ForAll long index) {
    assertThat(RandomStream.of(seed, index, "latent").normals(9))
        .isEqualTo(RandomStream.of(seed, index, "latent").normals(9))
        .isNotEqualTo(RandomStream.of(seed, index, "text").normals(9))
        .isNotEqualTo(RandomStream.of(seed, index + 1, "latent").normals(9))
        .isNotEqualTo(RandomStream.of(seed + 1, index, "latent").normals(9));
  }

  @Test
  void normalsHaveMeanZeroAndVarianceOne() {
    float[] draws = RandomStream.of(1, 0, "moments").normals(200_000);
    double mean = 0;
    double square = 0;
    for (float draw : draws) {
      mean += draw / draws.length;
      square += (double) draw * draw / draws.length;
    }
    assertThat(mean).isBetween(-0.01, 0.01); // 4.5 standard errors
    assertThat(square).isBetween(0.985, 1.015);
  }

  @Property(tries = 50)
  void permutationHoldsEveryIndexOnce(@ForAll long seed) {
    int[] order = RandomStream.of(seed, 0, "order").permutation(37);
    assertThat(order).hasSize(37).doesNotHaveDuplicates();
    assertThat(java.util.Arrays.stream(order).max().getAsInt()).isEqualTo(36);
  }
}
