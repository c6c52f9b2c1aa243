package ai.chestnut.phantom;

import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws hearts that lie on the diaphragm. Chambers are ellipsoids: the left ventricle leans down
 * and left, its apex comes to lie on the left dome or sinks behind it, the right atrium makes the
 * right border, the outflow tract and the pulmonary trunk the waist. What counts for the breadth is
 * what a reader sees: the part above the domes.
 */
final class Heart {

  private static final double PIVOT_X = 0.01;
  private static final double UPWARDS = 0.45; // a large heart grows sideways, not to the arch
  private static final int COLUMNS = 240;
  private static final int ROWS = 60;
  private static final double REACH = 0.6; // farther out there is no heart
  private static final int ROUNDS = 4;

  private final Diaphragm diaphragm;
  private final List<Ellipsoid> shape;

  private Heart(Diaphragm diaphragm, List<Ellipsoid> shape) {
    this.diaphragm = diaphragm;
    this.shape = shape;
  }

  /**
   * @param diaphragm what it lies on
   * @param breadth of its visible part, in widths of the picture
   * @param midline where the spine's projection stands, in widths; the heart is placed about it
   * @return chambers whose union above the diaphragm is the heart
   */
  static List<Ellipsoid> draw(
      Diaphragm diaphragm, double breadth, double midline, RandomStream stream) {
    Heart heart = new Heart(diaphragm, chambers(diaphragm.centreY(), stream));
    return heart.ofBreadth(breadth, midline, stream.uniform(0.18, 0.36));
  }

  private static List<Ellipsoid> chambers(double floor, RandomStream stream) {
    double lean = Math.toRadians(stream.uniform(16, 46));
    double stout = stream.uniform(0.9, 1.12);
    double sunk = stream.uniform(-0.012, 0.05);
    double atrium = stream.uniform(0.8, 1.08);
    double broad = stream.uniform(0.8, 1.25);
    double y = floor + sunk;
    return List.of(
        new Ellipsoid(0.062, y - 0.095, 0.06, 0.152, 0.12 * stout, 0.135, lean),
        new Ellipsoid(-0.042, y - 0.1, 0.05, 0.069 * atrium, 0.11 * stout, 0.125, -0.12),
        new Ellipsoid(0.022, floor - 0.185, 0.06, 0.07, 0.095, 0.12, 0.25),
        new Ellipsoid(0.05, floor - 0.21, 0.04, 0.045, 0.055, 0.08, 0.6),
        new Ellipsoid(
            0.118 + stream.uniform(-0.02, 0.03),
            y - 0.045 + stream.uniform(-0.025, 0.02),
            0.06,
            0.085 * broad,
            0.064 * broad * stout,
            0.1,
            lean / 2));
  }

  /**
   * Scaled until the visible part is as broad as asked: the parts behind the domes grow and shrink
   * with it, so the scale is found in a few rounds.
   */
  private List<Ellipsoid> ofBreadth(double breadth, double midline, double rightShare) {
    double factor = 1;
    double dx = midline;
    List<Ellipsoid> placed = shape;
    for (int round = 0; round < ROUNDS; round++) {
      Range seen = visible(placed(factor, dx));
      factor *= breadth / (seen.high() - seen.low());
      placed = placed(factor, dx);
      dx += midline - rightShare * breadth - visible(placed).low();
    }
    return placed(factor, dx);
  }

  private List<Ellipsoid> placed(double factor, double dx) {
    List<Ellipsoid> placed = new ArrayList<>();
    for (Ellipsoid part : shape) {
      placed.add(
          part.placed(factor, Math.pow(factor, UPWARDS), PIVOT_X, diaphragm.centreY() + 0.01, dx));
    }
    return placed;
  }

  /** From the rightmost to the leftmost visible point, along x. */
  private Range visible(List<Ellipsoid> parts) {
    double low = REACH;
    double high = -REACH;
    for (int column = 0; column <= COLUMNS; column++) {
      double x = REACH * (2.0 * column / COLUMNS - 1);
      if (shows(parts, x)) {
        low = Math.min(low, x);
        high = Math.max(high, x);
      }
    }
    double step = 2 * REACH / COLUMNS;
    return Range.of(Math.min(low, high) - step / 2, high + step / 2);
  }

  private boolean shows(List<Ellipsoid> parts, double x) {
    double floor = diaphragm.top(x);
    for (int row = 1; row <= ROWS; row++) {
      double y = floor - 0.45 * row / ROWS;
      for (Ellipsoid part : parts) {
        if (part.halfChord(x, y) > 0) {
          return true;
        }
      }
    }
    return false;
  }
}
