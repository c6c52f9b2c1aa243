package ai.chestnut.archive;

import ai.chestnut.layout.Mask;

/**
 * A mask as run lengths in the compressed text form of COCO: column by column, beginning with the
 * zeros; each length is the difference to the one two before it (from the fourth on), in groups of
 * five bits, lowest first, the sixth bit saying that more follow, each shown as the character 48
 * above it (Lin et al. 2014 and its public mask interface).
 */
final class RunLengths {

  private static final int ZERO = 48;

  private RunLengths() {}

  static String of(Mask mask) {
    StringBuilder text = new StringBuilder();
    int[] before = new int[2]; // the two lengths before
    int run = 0;
    int number = 0;
    boolean inside = false;
    for (int x = 0; x < mask.width(); x++) {
      for (int y = 0; y < mask.height(); y++) {
        if (mask.at(x, y) != inside) {
          append(text, number > 2 ? run - before[0] : run);
          before[0] = before[1];
          before[1] = run;
          number++;
          run = 0;
          inside = !inside;
        }
        run++;
      }
    }
    append(text, number > 2 ? run - before[0] : run);
    return text.toString();
  }

  private static void append(StringBuilder text, int value) {
    int rest = value;
    boolean more = true;
    while (more) {
      int bits = rest & 0x1F;
      rest >>= 5;
      more = (bits & 0x10) != 0 ? rest != -1 : rest != 0;
      text.append((char) (ZERO + (more ? bits | 0x20 : bits)));
    }
  }
}
