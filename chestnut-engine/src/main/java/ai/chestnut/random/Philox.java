package ai.chestnut.random;

/**
 * The counter-based generator Philox4x32-10: ten rounds turn a 128-bit counter and a 64-bit key
 * into 128 random bits. The value depends on (key, counter) alone. Salmon, Moraes, Dror, Shaw:
 * Parallel random numbers: as easy as 1, 2, 3 (SC 2011), section 3.3.
 */
final class Philox {

  private static final long MULTIPLIER_0 = 0xD2511F53L;
  private static final long MULTIPLIER_1 = 0xCD9E8D57L;
  private static final int WEYL_0 = 0x9E3779B9;
  private static final int WEYL_1 = 0xBB67AE85;
  private static final int ROUNDS = 10;

  private Philox() {}

  /**
   * Replaces the four counter words in place by their random image.
   *
   * @param words four 32-bit words, the counter on entry and the random bits on return
   */
  static void scramble(int[] words, int key0, int key1) {
    int k0 = key0;
    int k1 = key1;
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = MULTIPLIER_0 * (words[0] & 0xFFFFFFFFL);
      long product1 = MULTIPLIER_1 * (words[2] & 0xFFFFFFFFL);
      int next0 = (int) (product1 >>> 32) ^ words[1] ^ k0;
      int next2 = (int) (product0 >>> 32) ^ words[3] ^ k1;
      words[1] = (int) product1;
      words[3] = (int) product0;
      words[0] = next0;
      words[2] = next2;
      k0 += WEYL_0;
      k1 += WEYL_1;
    }
  }
}
