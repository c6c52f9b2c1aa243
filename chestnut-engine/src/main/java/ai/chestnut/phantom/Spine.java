package ai.chestnut.phantom;

/**
 * The vertebral column: blocks with end plates, discs between them, pedicles and spinous processes.
 *
 * @param x0 where it stands at the upper edge
 * @param curve sideways bow in the middle
 * @param half half the breadth of a vertebra at mid-height
 * @param spacing from one vertebra to the next at mid-height
 * @param phase where the first vertebra begins
 * @param depth half the depth of a vertebra along the rays
 */
record Spine(double x0, double curve, double half, double spacing, double phase, double depth) {

  double centre(double y) {
    return x0 + curve * 4 * y * (1 - y);
  }

  double halfWidth(double y) {
    return half * (0.82 + 0.36 * y);
  }

  boolean covers(double x, double y) {
    return Math.abs(x - centre(y)) < halfWidth(y);
  }

  /** Length of the ray inside bone, cancellous bone counting as a third. */
  double chord(double x, double y) {
    double r = (x - centre(y)) / halfWidth(y);
    if (r <= -1 || r >= 1) {
      return 0;
    }
    double step = (y + phase) / spacing;
    double t = step - Math.floor(step); // 0 upper end plate .. 1 end of the disc
    double body = t < 0.78 ? 1 : 0.35;
    double soften = Math.min(1, Math.min(Math.abs(t - 0.78), Math.min(t, 1 - t)) / 0.06);
    body = t < 0.78 ? 0.7 + 0.3 * soften : 0.7 - 0.35 * soften;
    double plates = bump(t, 0.05, 0.05) + bump(t, 0.73, 0.05);
    double pedicles = ring(Math.abs(r) - 0.62, (t - 0.3) * spacing / half);
    double process = Math.exp(-r * r * 40) * bump(t, 0.55, 0.16);
    double block = (1 - r * r * r * r);
    return depth * (block * (0.2 * body + 0.07 * plates) + 0.09 * pedicles + 0.11 * process);
  }

  private static double bump(double t, double at, double width) {
    double d = (t - at) / width;
    return Math.exp(-d * d / 2);
  }

  private static double ring(double dx, double dy) {
    double d = (Math.sqrt(dx * dx * 1.6 + dy * dy * 0.7) - 0.16) / 0.07;
    return Math.exp(-d * d / 2);
  }
}
