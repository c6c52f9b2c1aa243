package ai.chestnut.phantom;

import ai.chestnut.layout.Mask;
import ai.chestnut.layout.Point;
import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Draws soft lines into a field of the picture's size: bronchi, septa, tubes, wires. */
final class Pen {

  private final int width;
  private final int height;
  private final float[] field;
  private final BitSet touched;

  Pen(int width, int height) {
    this.width = width;
    this.height = height;
    this.field = new float[width * height];
    this.touched = new BitSet(width * height);
  }

  /** What was drawn, 0 to the greatest value given; the strongest line wins. */
  float[] field() {
    return field;
  }

  /** The pixels whose centre lies within half the breadth of a line. */
  Mask mask() {
    return Mask.of(width, height, touched);
  }

  /**
   * A polyline of round profile.
   *
   * @param breadth across, in pixels; lines below one pixel get fainter instead of thinner
   */
  void line(List<Point> points, double breadth, double value) {
    double half = Math.max(breadth / 2, 0.6);
    double level = value * Math.min(1, breadth / 1.2);
    for (int k = 0; k + 1 < points.size(); k++) {
      segment(points.get(k), points.get(k + 1), half, level);
    }
  }

  private void segment(Point from, Point to, double half, double level) {
    double dx = to.x() - from.x();
    double dy = to.y() - from.y();
    double square = Math.max(dx * dx + dy * dy, 1e-9);
    double reach = half + 1.5;
    int x1 = (int) Math.min(width - 1.0, Math.max(from.x(), to.x()) + reach);
    int y1 = (int) Math.min(height - 1.0, Math.max(from.y(), to.y()) + reach);
    for (int y = (int) Math.max(0, Math.min(from.y(), to.y()) - reach); y <= y1; y++) {
      for (int x = (int) Math.max(0, Math.min(from.x(), to.x()) - reach); x <= x1; x++) {
        double px = x + 0.5 - from.x();
        double py = y + 0.5 - from.y();
        double along = Math.min(Math.max((px * dx + py * dy) / square, 0), 1);
        double apart = Math.hypot(px - along * dx, py - along * dy);
        double cover = Math.min(Math.max(half + 0.5 - apart, 0), 1);
        int i = y * width + x;
        field[i] = (float) Math.max(field[i], level * cover);
        if (apart <= half) {
          touched.set(i);
        }
      }
    }
  }

  /** Points along a Catmull-Rom curve through the given ones (Catmull and Rom 1974). */
  static List<Point> curve(List<Point> through) {
    List<Point> out = new ArrayList<>();
    int last = through.size() - 1;
    for (int k = 0; k < last; k++) {
      Point a = through.get(Math.max(k - 1, 0));
      Point b = through.get(k);
      Point c = through.get(k + 1);
      Point d = through.get(Math.min(k + 2, last));
      for (int step = 0; step < 12; step++) {
        double t = step / 12.0;
        out.add(
            new Point(
                catmull(a.x(), b.x(), c.x(), d.x(), t), catmull(a.y(), b.y(), c.y(), d.y(), t)));
      }
    }
    out.add(through.get(last));
    return out;
  }

  private static double catmull(double a, double b, double c, double d, double t) {
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
  }

  /** A wandering line that forks, as bronchi do. */
  void tree(
      Point from,
      double heading,
      double length,
      double breadth,
      double value,
      RandomStream stream) {
    List<Point> points = new ArrayList<>();
    double x = from.x();
    double y = from.y();
    double turn = heading;
    int steps = 7;
    for (int k = 0; k <= steps; k++) {
      points.add(new Point(x, y));
      turn += stream.uniform(-0.18, 0.18);
      x += Math.cos(turn) * length / steps;
      y += Math.sin(turn) * length / steps;
    }
    line(points, breadth, value);
    if (breadth > 1.1) {
      Point end = points.get(steps);
      tree(end, turn + stream.uniform(0.3, 0.6), 0.6 * length, 0.72 * breadth, value, stream);
      tree(end, turn - stream.uniform(0.3, 0.6), 0.6 * length, 0.72 * breadth, value, stream);
    }
  }
}
