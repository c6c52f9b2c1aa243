package ai.chestnut.phantom;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Box;
import ai.chestnut.layout.LayoutCheck;
import ai.chestnut.layout.Mask;
import ai.chestnut.vocabulary.Anatomy;
import java.util.Map;

/**
 * An anatomy map for a real film of which only the lungs are known: what lies between them is heart
 * in the lower part and mediastinum above, what lies below them is abdomen. Good enough to place
 * findings, too rough to measure with.
 */
public final class AnatomyGuess {

  /** Where the heart begins, as a share of the lungs' height. */
  private static final double HEART_TOP = 0.46;

  private AnatomyGuess() {}

  /**
   * @param right the patient's right lung, at the image's left, aerated field
   * @param left the patient's left lung, of the same size
   * @throws ai.chestnut.failure.RequestException if a lung is empty or the sides are swapped
   */
  public static AnatomyMap fromLungs(Mask right, Mask left) {
    int width = right.width();
    int height = right.height();
    byte[] codes = new byte[width * height];
    for (int i = 0; i < codes.length; i++) {
      codes[i] =
          (byte)
              (right.at(i % width, i / width)
                  ? Anatomy.RIGHT_LUNG.code()
                  : left.at(i % width, i / width) ? Anatomy.LEFT_LUNG.code() : 0);
    }
    AnatomyMap lungs = AnatomyMap.of(width, height, codes, Map.of());
    LayoutCheck.requireUsable(lungs, "from lungs");
    Box both = lungs.lungs().bounds().orElseThrow();
    double heartTop = both.y() + HEART_TOP * both.height();
    int steep = Math.max(1, width / 200);
    int innerRight = 0;
    int innerLeft = width;
    for (int y = both.y(); y < both.y() + both.height(); y++) {
      int edgeRight = lastOf(right, y, innerRight);
      int edgeLeft = firstOf(left, y, innerLeft);
      if (edgeRight < edgeLeft && !bothDomesPassed(right, left, y)) {
        boolean low = y > heartTop && innerRight > 0;
        // where a border runs off sideways the dome has begun, and the heart's border is above it
        innerRight = low ? Math.max(edgeRight, innerRight - steep) : edgeRight;
        innerLeft = low ? Math.min(edgeLeft, innerLeft + steep) : edgeLeft;
      }
      boolean domes = bothDomesPassed(right, left, y);
      for (int x = innerRight; x < innerLeft && innerRight > 0; x++) {
        if (codes[y * width + x] == 0 && !domes) {
          codes[y * width + x] =
              (byte) (y >= heartTop ? Anatomy.HEART.code() : Anatomy.MEDIASTINUM.code());
        }
      }
    }
    abdomen(codes, lungs, both);
    return AnatomyMap.of(width, height, codes, Map.of());
  }

  private static void abdomen(byte[] codes, AnatomyMap lungs, Box both) {
    int width = lungs.width();
    double middle = both.y() + 0.5 * both.height();
    for (int x = both.x(); x < both.x() + both.width(); x++) {
      for (int y = lungs.height() - 1; y >= middle && codes[y * width + x] == 0; y--) {
        codes[y * width + x] = (byte) Anatomy.DIAPHRAGM_AND_ABDOMEN.code();
      }
    }
  }

  /** Below this row the middle halves of both lungs have ended: the domes are reached. */
  private static boolean bothDomesPassed(Mask right, Mask left, int y) {
    return passed(right, y) && passed(left, y);
  }

  private static boolean passed(Mask lung, int y) {
    Box box = lung.bounds().orElseThrow();
    int here = 0;
    for (int x = box.x(); x < box.x() + box.width(); x++) {
      here += lung.at(x, y) ? 1 : 0;
    }
    return y > box.y() + box.height() / 2 && here < 0.45 * box.width();
  }

  private static int lastOf(Mask mask, int y, int otherwise) {
    for (int x = mask.width() - 1; x >= 0; x--) {
      if (mask.at(x, y)) {
        return x;
      }
    }
    return otherwise;
  }

  private static int firstOf(Mask mask, int y, int otherwise) {
    for (int x = 0; x < mask.width(); x++) {
      if (mask.at(x, y)) {
        return x;
      }
    }
    return otherwise;
  }
}
