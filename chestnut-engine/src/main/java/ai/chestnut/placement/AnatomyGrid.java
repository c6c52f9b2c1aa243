package ai.chestnut.placement;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;

/** The {@link LayoutPlane}s of an anatomy on a grid: one bit a plane in each cell, row-major. */
public final class AnatomyGrid {

  /** Distances to borders are measured on this many pixels a cell. */
  private static final int FINER = 2;

  private final int side;
  private final int[] bits;

  private AnatomyGrid(int side, int[] bits) {
    this.side = side;
    this.bits = bits;
  }

  /**
   * @param side cells of the grid in each direction
   */
  public static AnatomyGrid of(AnatomyMap anatomy, int side) {
    int fine = FINER * side;
    AnatomyMap small =
        anatomy.width() == fine && anatomy.height() == fine ? anatomy : anatomy.resized(fine, fine);
    int[] bits = new int[side * side];
    for (LayoutPlane plane : LayoutPlane.values()) {
      Mask cells = plane.in(small).resized(side, side);
      cells.bits().stream().forEach(cell -> bits[cell] |= 1 << plane.ordinal());
    }
    return new AnatomyGrid(side, bits);
  }

  /** Cells in each direction. */
  public int side() {
    return side;
  }

  /** A copy of the bits, row-major. */
  public int[] bits() {
    return bits.clone();
  }

  /** Plane by plane 0 or 1 in every cell. */
  float[] values() {
    float[] values = new float[LayoutPlane.COUNT * bits.length];
    for (int plane = 0; plane < LayoutPlane.COUNT; plane++) {
      for (int cell = 0; cell < bits.length; cell++) {
        values[plane * bits.length + cell] = bits[cell] >> plane & 1;
      }
    }
    return values;
  }

  /** How many cells one of the lungs may hold. */
  public int lungCells() {
    int either = 1 << LayoutPlane.LEFT.ordinal() | 1 << LayoutPlane.RIGHT.ordinal();
    int count = 0;
    for (int cell : bits) {
      count += (cell & either) == 0 ? 0 : 1;
    }
    return count;
  }
}
