package ai.chestnut.phantom;

/**
 * An ellipsoid with one axis along the rays and the others turned in the picture's plane.
 *
 * <p>A ray at (x, y) runs through it from z - h to z + h with h = depth * sqrt(1 - (p/a)^2 -
 * (q/b)^2), (p, q) being (x, y) in the turned axes.
 */
final class Ellipsoid {

  private final double x;
  private final double y;
  private final double z;
  private final double a;
  private final double b;
  private final double depth;
  private final double cos;
  private final double sin;

  /**
   * @param a semi-axis along the direction {@code angle}, measured from the image's right downwards
   * @param b semi-axis across it
   * @param depth semi-axis along the rays
   */
  Ellipsoid(double x, double y, double z, double a, double b, double depth, double angle) {
    this.x = x;
    this.y = y;
    this.z = z;
    this.a = a;
    this.b = b;
    this.depth = depth;
    this.cos = Math.cos(angle);
    this.sin = Math.sin(angle);
  }

  /** Half the length of the ray inside; 0 outside. */
  double halfChord(double atX, double atY) {
    double dx = atX - x;
    double dy = atY - y;
    double p = (cos * dx + sin * dy) / a;
    double q = (-sin * dx + cos * dy) / b;
    double rest = 1 - p * p - q * q;
    return rest > 0 ? depth * Math.sqrt(rest) : 0;
  }

  /**
   * The chord of a mound of the same outline that rises gently from its rim, as a breast does:
   * twice the depth times the rest without its root.
   */
  double mound(double atX, double atY) {
    double half = halfChord(atX, atY);
    return 2 * half * half / depth;
  }

  double x() {
    return x;
  }

  double y() {
    return y;
  }

  double z() {
    return z;
  }

  /** Half the extent of the silhouette along x. */
  double reachX() {
    return Math.sqrt(a * a * cos * cos + b * b * sin * sin);
  }

  /**
   * Scaled about a pivot, across and down by different factors, then moved. The image of an ellipse
   * under diag(across, down) is an ellipse; its axes are the eigenvectors of M M', M being that
   * matrix times the turned axes.
   */
  Ellipsoid placed(double across, double down, double pivotX, double pivotY, double dx) {
    double xx = across * across * (a * a * cos * cos + b * b * sin * sin);
    double yy = down * down * (a * a * sin * sin + b * b * cos * cos);
    double xy = across * down * (a * a - b * b) * cos * sin;
    double middle = (xx + yy) / 2;
    double apart = Math.hypot((xx - yy) / 2, xy);
    return new Ellipsoid(
        pivotX + (x - pivotX) * across + dx,
        pivotY + (y - pivotY) * down,
        z,
        Math.sqrt(middle + apart),
        Math.sqrt(middle - apart),
        depth * Math.sqrt(across * down),
        Math.atan2(2 * xy, xx - yy) / 2);
  }
}
