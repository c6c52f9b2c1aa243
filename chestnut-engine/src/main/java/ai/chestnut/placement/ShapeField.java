package ai.chestnut.placement;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Distances;
import ai.chestnut.layout.Mask;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.OverlapLayer;
import java.util.Map;

/**
 * An anatomy as signed distances: for background, every structure and the lung envelope, how deep a
 * cell lies in it (above 0) or how far from it (below 0), in cells, capped. Sums of such fields are
 * again anatomies: a pixel belongs to the structure in which it lies deepest (Pohl et al. 2007,
 * LogOdds maps).
 */
public final class ShapeField {

  /** Background, the structures, the envelope. */
  public static final int PLANES = Anatomy.values().length + 2;

  private static final int ENVELOPE = PLANES - 1;
  private static final int FINER = 2;
  private static final double CAP = 8;

  private ShapeField() {}

  /**
   * @param side cells in each direction
   * @return plane after plane, row-major
   */
  public static float[] of(AnatomyMap anatomy, int side) {
    int fine = FINER * side;
    AnatomyMap map = anatomy.resized(fine, fine);
    float[] field = new float[PLANES * side * side];
    byte[] codes = map.codes();
    for (int plane = 0; plane < PLANES; plane++) {
      int code = plane;
      Mask mask =
          plane == ENVELOPE
              ? map.layer(OverlapLayer.LUNG_ENVELOPE).orElseGet(map::lungs)
              : Mask.where(fine, fine, i -> codes[i] == code);
      fill(field, plane, mask, side);
    }
    return field;
  }

  private static void fill(float[] field, int plane, Mask mask, int side) {
    float[] outside = Distances.squaredTo(mask);
    float[] inside = Distances.squaredTo(mask.not());
    int fine = FINER * side;
    for (int i = 0; i < outside.length; i++) {
      // half a pixel to the border between two centres
      double signed =
          mask.at(i % fine, i / fine) ? Math.sqrt(inside[i]) - 0.5 : 0.5 - Math.sqrt(outside[i]);
      double cells = Math.max(-CAP, Math.min(CAP, signed / FINER));
      int cell = (plane * side + i / fine / FINER) * side + i % fine / FINER;
      field[cell] += (float) (cells / (FINER * FINER));
    }
  }

  /**
   * The anatomy of a field.
   *
   * @param width of the picture; square
   * @param turn radians by which the body is turned clockwise about the picture's middle
   */
  static AnatomyMap anatomy(float[] field, int side, int width, double turn) {
    byte[] codes = new byte[width * width];
    boolean[] envelope = new boolean[width * width];
    double cos = StrictMath.cos(turn);
    double sin = StrictMath.sin(turn);
    for (int i = 0; i < codes.length; i++) {
      double dx = (i % width + 0.5) / width - 0.5;
      double dy = (i / width + 0.5) / width - 0.5;
      double x = (cos * dx + sin * dy + 0.5) * side - 0.5;
      double y = (cos * dy - sin * dx + 0.5) * side - 0.5;
      int best = 0;
      double deepest = Double.NEGATIVE_INFINITY;
      for (int plane = 0; plane < ENVELOPE; plane++) {
        double depth = at(field, plane, side, x, y);
        if (depth > deepest) {
          deepest = depth;
          best = plane;
        }
      }
      codes[i] = (byte) best;
      boolean lung = best == Anatomy.LEFT_LUNG.code() || best == Anatomy.RIGHT_LUNG.code();
      envelope[i] = lung || at(field, ENVELOPE, side, x, y) > 0;
    }
    return AnatomyMap.of(
        width, width, codes, Map.of(OverlapLayer.LUNG_ENVELOPE, Mask.of(width, width, envelope)));
  }

  private static double at(float[] field, int plane, int side, double x, double y) {
    double cx = Math.min(Math.max(x, 0), side - 1);
    double cy = Math.min(Math.max(y, 0), side - 1);
    int x0 = (int) cx;
    int y0 = (int) cy;
    int x1 = Math.min(side - 1, x0 + 1);
    int y1 = Math.min(side - 1, y0 + 1);
    int upper = (plane * side + y0) * side;
    int lower = (plane * side + y1) * side;
    double fx = cx - x0;
    double above = field[upper + x0] * (1 - fx) + field[upper + x1] * fx;
    double below = field[lower + x0] * (1 - fx) + field[lower + x1] * fx;
    return above + (below - above) * (cy - y0);
  }
}
