package ai.chestnut.phantom;

/**
 * A tube along a polyline: the union of spheroids whose radius in the plane varies linearly along
 * each piece. Its silhouette is the union of discs around the projected line.
 */
final class Tube {

  private final double[] x;
  private final double[] y;
  private final double[] z;
  private final double[] radius;
  private final double depthRatio;

  /**
   * @param z depth of each point; steep pieces have longer chords
   * @param radius in the plane, at each point
   * @param depthRatio radius along the rays over the radius in the plane
   */
  Tube(double[] x, double[] y, double[] z, double[] radius, double depthRatio) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.radius = radius;
    this.depthRatio = depthRatio;
  }

  /** What a tube marks: distance 0 at its axis and 1 at its rim, with the length of the ray. */
  interface Brush {
    void touch(int pixel, double rim, double chord);
  }

  int points() {
    return x.length;
  }

  double x(int i) {
    return x[i];
  }

  double y(int i) {
    return y[i];
  }

  double radius(int i) {
    return radius[i];
  }

  double z(int i) {
    return z[i];
  }

  /**
   * Touches each pixel whose centre lies inside a piece, once for each such piece.
   *
   * @param thinnest pieces thinner than this many pixels are widened, with their chord shortened so
   *     that the area under the profile stays
   */
  void paint(Frame frame, double thinnest, Brush brush) {
    int size = frame.size();
    for (int i = 0; i + 1 < x.length; i++) {
      double x0 = frame.column(x[i] + frame.turned(z[i]), y[i]);
      double y0 = frame.row(x[i] + frame.turned(z[i]), y[i]);
      double dx = frame.column(x[i + 1] + frame.turned(z[i + 1]), y[i + 1]) - x0;
      double dy = frame.row(x[i + 1] + frame.turned(z[i + 1]), y[i + 1]) - y0;
      double r0 = frame.pixels(radius[i]);
      double r1 = frame.pixels(radius[i + 1]);
      double length = Math.sqrt(dx * dx + dy * dy);
      double dz = frame.pixels(z[i + 1] - z[i]);
      double slant = Math.min(Math.sqrt(1 + dz * dz / Math.max(length * length, 0.25)), 1.25);
      double reach = Math.max(Math.max(r0, r1), thinnest);
      int fromX = (int) Math.max(0, Math.floor(Math.min(x0, x0 + dx) - reach - 1));
      int toX = (int) Math.min(size - 1, Math.ceil(Math.max(x0, x0 + dx) + reach));
      int fromY = (int) Math.max(0, Math.floor(Math.min(y0, y0 + dy) - reach - 1));
      int toY = (int) Math.min(size - 1, Math.ceil(Math.max(y0, y0 + dy) + reach));
      double square = Math.max(length * length, 1e-12);
      for (int row = fromY; row <= toY; row++) {
        for (int column = fromX; column <= toX; column++) {
          double px = column + 0.5 - x0;
          double py = row + 0.5 - y0;
          double along = Math.min(Math.max((px * dx + py * dy) / square, 0), 1);
          double r = r0 + (r1 - r0) * along;
          double wide = Math.max(r, thinnest);
          double ex = px - along * dx;
          double ey = py - along * dy;
          double rim = (ex * ex + ey * ey) / (wide * wide);
          if (rim < 1) {
            double chord =
                2 * depthRatio * r * (r / wide) * slant * Math.sqrt(1 - rim) / frame.pixels(1);
            brush.touch(row * size + column, Math.sqrt(rim), chord);
          }
        }
      }
    }
  }
}
