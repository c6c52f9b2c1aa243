package ai.chestnut.phantom;

/**
 * How the body stands in a square picture: moved, turned in the plane and scaled. Body coordinates
 * are in widths of the picture: x is 0 at the midline and grows towards the image's right (the
 * patient's left), y is 0 at the upper edge and grows downwards, z grows towards the sternum.
 */
final class Frame {

  private final int size;
  private final double centreX;
  private final double shiftY;
  private final double zoom;
  private final double yaw;
  private final double cos;
  private final double sin;

  /**
   * @param size side of the picture in pixels
   * @param centreX where the midline stands, in widths
   * @param shiftY how far the body is moved down, in widths
   * @param tilt turn in the picture's plane, in radians
   * @param zoom how large the body stands in the picture
   * @param yaw turn about the body's long axis, in radians, small
   */
  Frame(int size, double centreX, double shiftY, double tilt, double zoom, double yaw) {
    this.size = size;
    this.centreX = centreX;
    this.shiftY = shiftY;
    this.zoom = zoom;
    this.yaw = yaw;
    this.cos = Math.cos(tilt);
    this.sin = Math.sin(tilt);
  }

  int size() {
    return size;
  }

  /** Column of a body point, in pixels; pixel i covers [i, i + 1). */
  double column(double x, double y) {
    return size * (centreX + zoom * (cos * x - sin * (y - 0.5)));
  }

  /** Row of a body point, in pixels. */
  double row(double x, double y) {
    return size * (0.5 + shiftY + zoom * (sin * x + cos * (y - 0.5)));
  }

  /** Body x of the pixel centre. */
  double bodyX(int column, int row) {
    double u = (column + 0.5) / size - centreX;
    double v = (row + 0.5) / size - 0.5 - shiftY;
    return (cos * u + sin * v) / zoom;
  }

  /** Body y of the pixel centre. */
  double bodyY(int column, int row) {
    double u = (column + 0.5) / size - centreX;
    double v = (row + 0.5) / size - 0.5 - shiftY;
    return 0.5 + (-sin * u + cos * v) / zoom;
  }

  /** A body length in pixels. */
  double pixels(double length) {
    return length * size * zoom;
  }

  /** How far turning the body about its long axis moves a point at that depth sideways. */
  double turned(double z) {
    return yaw * z;
  }
}
