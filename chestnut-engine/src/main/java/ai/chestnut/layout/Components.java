package ai.chestnut.layout;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Connected components (eight neighbours), in the order of their first pixel, row by row. */
public final class Components {

  /** A component smaller than this share of the picture is noise: 33 pixels of 256x256. */
  public static final double MIN_SHARE = 0.0005;

  private Components() {}

  public static List<Mask> of(Mask mask) {
    int width = mask.width();
    BitSet left = mask.bits();
    int[] stack = new int[left.cardinality()];
    List<Mask> found = new ArrayList<>();
    for (int seed = left.nextSetBit(0); seed >= 0; seed = left.nextSetBit(seed + 1)) {
      BitSet component = new BitSet(width * mask.height());
      int top = 0;
      stack[top++] = seed;
      left.clear(seed);
      while (top > 0) {
        int at = stack[--top];
        component.set(at);
        int x = at % width;
        int y = at / width;
        for (int ny = Math.max(0, y - 1); ny <= Math.min(mask.height() - 1, y + 1); ny++) {
          for (int nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
            int next = ny * width + nx;
            if (left.get(next)) {
              left.clear(next);
              stack[top++] = next;
            }
          }
        }
      }
      found.add(Mask.of(width, mask.height(), component));
    }
    return found;
  }

  /** The tight box of each component, in the same order. */
  public static List<Box> boxes(Mask mask) {
    return of(mask).stream().map(m -> m.bounds().orElseThrow()).toList();
  }

  /** Without components below {@link #MIN_SHARE} of the picture. Idempotent. */
  public static Mask cleaned(Mask mask) {
    double least = MIN_SHARE * mask.width() * mask.height();
    Mask kept = Mask.empty(mask.width(), mask.height());
    for (Mask component : of(mask)) {
      if (component.area() >= least) {
        kept = kept.or(component);
      }
    }
    return kept;
  }

  /** The component of most pixels, the first of equals; empty for an empty mask. */
  public static Mask largest(Mask mask) {
    Mask best = Mask.empty(mask.width(), mask.height());
    for (Mask component : of(mask)) {
      if (component.area() > best.area()) {
        best = component;
      }
    }
    return best;
  }
}
