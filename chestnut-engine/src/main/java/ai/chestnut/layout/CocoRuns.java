package ai.chestnut.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * COCO's run lengths: runs of 0 and 1 in turn, starting with 0, down the columns. As text each
 * count is written in groups of five bits, lowest first, from character 48 on, where 32 says that
 * more follow and 16 of the last is the sign; from the third count on only the difference to the
 * count two before is written (Lin et al. 2014, mask API).
 */
final class CocoRuns {

  private CocoRuns() {}

  /**
   * @throws IllegalArgumentException if the counts do not add up to the picture
   */
  static Mask mask(List<Long> counts, int width, int height) {
    BitSet bits = new BitSet(width * height);
    long at = 0;
    boolean inside = false;
    for (long count : counts) {
      if (count < 0 || at + count > (long) width * height) {
        throw new IllegalArgumentException("runs beyond " + width + "x" + height);
      }
      for (long i = at; inside && i < at + count; i++) {
        bits.set((int) (i % height * width + i / height));
      }
      at += count;
      inside = !inside;
    }
    if (at != (long) width * height) {
      throw new IllegalArgumentException(
          "runs over " + at + " pixels instead of " + (long) width * height);
    }
    return Mask.of(width, height, bits);
  }

  /** The counts of their text. */
  static List<Long> counts(String text) {
    List<Long> counts = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      long value = 0;
      int shift = 0;
      boolean more = true;
      while (more) {
        if (at >= text.length() || text.charAt(at) < 48 || text.charAt(at) > 111 || shift > 55) {
          throw new IllegalArgumentException("run lengths that do not decode");
        }
        long group = text.charAt(at++) - 48;
        value |= (group & 31) << shift;
        more = (group & 32) != 0;
        shift += 5;
        if (!more && (group & 16) != 0) {
          value |= -1L << shift;
        }
      }
      counts.add(counts.size() > 2 ? value + counts.get(counts.size() - 2) : value);
    }
    return counts;
  }
}
