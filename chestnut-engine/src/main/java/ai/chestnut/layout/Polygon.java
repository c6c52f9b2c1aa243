package ai.chestnut.layout;

import java.util.BitSet;
import java.util.List;

/**
 * A closed outline in pixel coordinates, where pixel (x, y) covers [x, x+1) by [y, y+1). Its inside
 * is what an odd number of its edges lies to the left of.
 *
 * @param points at least three corners, in order
 */
public record Polygon(List<Point> points) {

  public Polygon {
    points = List.copyOf(points);
    if (points.size() < 3) {
      throw new IllegalArgumentException(
          "polygon: got " + points.size() + " corners, expected at least 3");
    }
  }

  /** The outline of an upright rectangle. */
  public static Polygon box(double x, double y, double width, double height) {
    return new Polygon(
        List.of(
            new Point(x, y),
            new Point(x + width, y),
            new Point(x + width, y + height),
            new Point(x, y + height)));
  }

  /** The outline on a picture that is so many times as wide and as high. */
  public Polygon scaled(double across, double down) {
    return new Polygon(points.stream().map(p -> new Point(p.x() * across, p.y() * down)).toList());
  }

  /** The pixels whose centre lies inside. */
  public Mask filled(int width, int height) {
    BitSet inside = new BitSet(width * height);
    double[] crossings = new double[points.size()];
    for (int y = 0; y < height; y++) {
      int count = crossings(y + 0.5, crossings);
      java.util.Arrays.sort(crossings, 0, count);
      for (int pair = 0; pair + 1 < count; pair += 2) {
        int from = Math.max(0, (int) Math.ceil(crossings[pair] - 0.5));
        int to = Math.min(width, (int) Math.ceil(crossings[pair + 1] - 0.5));
        if (from < to) {
          inside.set(y * width + from, y * width + to);
        }
      }
    }
    return Mask.of(width, height, inside);
  }

  private int crossings(double row, double[] into) {
    int count = 0;
    for (int i = 0; i < points.size(); i++) {
      Point a = points.get(i);
      Point b = points.get((i + 1) % points.size());
      if (a.y() <= row != b.y() <= row) {
        into[count++] = a.x() + (row - a.y()) / (b.y() - a.y()) * (b.x() - a.x());
      }
    }
    return count;
  }
}
