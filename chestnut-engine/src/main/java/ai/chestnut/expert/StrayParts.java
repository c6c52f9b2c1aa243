package ai.chestnut.expert;

import java.util.ArrayDeque;
import java.util.Arrays;

/**
 * Takes small islands out of a label map: of every structure the largest connected part stays, and
 * parts of at least a tenth of it; what is taken out becomes what lies next to it.
 */
final class StrayParts {

  private static final double KEPT = 0.1;
  private static final byte OPEN = -1;

  private StrayParts() {}

  /** The map without its islands; background counts as a structure whose parts all stay. */
  static byte[] removed(byte[] codes, int width, int height) {
    byte[] kept = codes.clone();
    int[] part = new int[codes.length];
    int[] sizes = new int[codes.length + 1];
    int parts = 0;
    int[] largest = new int[Byte.MAX_VALUE];
    for (int start = 0; start < codes.length; start++) {
      if (codes[start] != 0 && part[start] == 0) {
        parts++;
        sizes[parts] = flood(codes, part, parts, start, width, height);
        largest[codes[start]] = Math.max(largest[codes[start]], sizes[parts]);
      }
    }
    for (int i = 0; i < codes.length; i++) {
      if (codes[i] != 0 && sizes[part[i]] < KEPT * largest[codes[i]]) {
        kept[i] = OPEN;
      }
    }
    fill(kept, width, height);
    return kept;
  }

  private static int flood(byte[] codes, int[] part, int number, int start, int width, int height) {
    ArrayDeque<Integer> open = new ArrayDeque<>();
    open.add(start);
    part[start] = number;
    int size = 0;
    while (!open.isEmpty()) {
      int at = open.remove();
      size++;
      for (int next : beside(at, width, height)) {
        if (next >= 0 && part[next] == 0 && codes[next] == codes[at]) {
          part[next] = number;
          open.add(next);
        }
      }
    }
    return size;
  }

  /** Every open pixel takes the code of the nearest that is not. */
  private static void fill(byte[] codes, int width, int height) {
    ArrayDeque<Integer> edge = new ArrayDeque<>();
    for (int i = 0; i < codes.length; i++) {
      int at = i;
      if (codes[i] != OPEN
          && Arrays.stream(beside(at, width, height)).anyMatch(n -> n >= 0 && codes[n] == OPEN)) {
        edge.add(i);
      }
    }
    while (!edge.isEmpty()) {
      int at = edge.remove();
      for (int next : beside(at, width, height)) {
        if (next >= 0 && codes[next] == OPEN) {
          codes[next] = codes[at];
          edge.add(next);
        }
      }
    }
  }

  /** Left, right, above and below; -1 beyond the edge. */
  private static int[] beside(int at, int width, int height) {
    int x = at % width;
    int y = at / width;
    return new int[] {
      x > 0 ? at - 1 : -1,
      x + 1 < width ? at + 1 : -1,
      y > 0 ? at - width : -1,
      y + 1 < height ? at + width : -1
    };
  }
}
