package ai.chestnut.archive;

import ai.chestnut.failure.DefectException;
import ai.chestnut.radiograph.Radiograph;

/**
 * A film in 1,024 bits: shrunk to 32 rows of 33 values, a bit says whether the next value to the
 * right is brighter (the difference hash of Krawetz 2013, at a finer grid). Films of different
 * people differ in about a third of the bits; another exposure, noise or compression changes few.
 */
public final class FilmSignature {

  /** How many bits. */
  public static final int BITS = 1024;

  private static final int SIDE = 32;

  private final long[] words = new long[BITS / Long.SIZE];

  private FilmSignature() {}

  /** The signature of a film of any size and depth. */
  public static FilmSignature of(Radiograph film) {
    float[] small = film.resized(SIDE + 1, SIDE).unit();
    FilmSignature signature = new FilmSignature();
    for (int bit = 0; bit < BITS; bit++) {
      int at = bit / SIDE * (SIDE + 1) + bit % SIDE;
      if (small[at + 1] > small[at]) {
        signature.words[bit / Long.SIZE] |= 1L << bit;
      }
    }
    return signature;
  }

  /** The signature of these words, as {@link #words} gives them. */
  public static FilmSignature ofWords(long[] words) {
    if (words.length != BITS / Long.SIZE) {
      throw new DefectException(
          "film signature: got " + words.length + " words, expected " + BITS / Long.SIZE);
    }
    FilmSignature signature = new FilmSignature();
    System.arraycopy(words, 0, signature.words, 0, words.length);
    return signature;
  }

  /** Its bits, {@value Long#SIZE} a word. */
  public long[] words() {
    return words.clone();
  }

  /** In how many bits two films differ, 0 to {@value #BITS}. */
  public int distance(FilmSignature other) {
    int bits = 0;
    for (int i = 0; i < words.length; i++) {
      bits += Long.bitCount(words[i] ^ other.words[i]);
    }
    return bits;
  }
}
