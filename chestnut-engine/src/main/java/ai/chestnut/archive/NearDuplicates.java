package ai.chestnut.archive;

import java.util.ArrayList;
import java.util.List;

/**
 * Pairs of films that are nearly the same, by their signatures. Every pair is compared: with a
 * tenth of the bits free to differ no index spares the work, and a comparison takes nanoseconds.
 * Rows can be searched apart from each other, on as many machines as there are.
 */
public final class NearDuplicates {

  /**
   * Films that differ in at most so many bits of their signatures are near-duplicates. Of 1,107
   * films of different adults no two came as near; see docs/formats/archive.md.
   */
  static final int NEAR = 102;

  private static final int WORDS = FilmSignature.BITS / Long.SIZE;

  private final long[] words; // [films * WORDS]

  private NearDuplicates(long[] words) {
    this.words = words;
  }

  /** The search among films, in the order of their studies. */
  public static NearDuplicates of(List<FilmSignature> signatures) {
    return new NearDuplicates(words(signatures));
  }

  /** The search among films of which {@link #words} was given. */
  public static NearDuplicates ofWords(long[] words) {
    return new NearDuplicates(words);
  }

  /** The signatures one after the other, to be sent elsewhere. */
  public static long[] words(List<FilmSignature> signatures) {
    long[] words = new long[signatures.size() * WORDS];
    for (int film = 0; film < signatures.size(); film++) {
      System.arraycopy(signatures.get(film).words(), 0, words, film * WORDS, WORDS);
    }
    return words;
  }

  /** All pairs. */
  public List<Pair> all() {
    return rows(0, words.length / WORDS);
  }

  /**
   * The pairs whose later film is in a range.
   *
   * @param from inclusive
   * @param to exclusive
   */
  public List<Pair> rows(int from, int to) {
    List<Pair> pairs = new ArrayList<>();
    for (int later = from; later < to; later++) {
      for (int earlier = 0; earlier < later; earlier++) {
        if (near(later * WORDS, earlier * WORDS)) {
          pairs.add(new Pair(earlier, later));
        }
      }
    }
    return pairs;
  }

  private boolean near(int one, int other) {
    int bits = 0;
    for (int word = 0; word < WORDS && bits <= NEAR; word++) { // most pairs are told in five words
      bits += Long.bitCount(words[one + word] ^ words[other + word]);
    }
    return bits <= NEAR;
  }

  /** Two studies, by index. */
  public record Pair(int earlier, int later) implements java.io.Serializable {

    private static final long serialVersionUID = 1L;
  }
}
