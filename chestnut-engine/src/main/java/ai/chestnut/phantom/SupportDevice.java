package ai.chestnut.phantom;

import ai.chestnut.layout.Box;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.Point;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Laterality;
import java.util.ArrayList;
import java.util.List;

/**
 * What medicine leaves in the picture: an endotracheal tube with its opaque stripe, its tip above
 * the carina; a central venous line to the junction of cava and atrium; a pacemaker with a lead to
 * the apex of the right ventricle. More of it for more severe observations.
 */
record SupportDevice() implements Lesion {

  @Override
  public Change draw(Chest chest, Order order, RandomStream stream) {
    Landmarks marks = Landmarks.of(chest);
    Pen pen = new Pen(chest.width(), chest.height());
    boolean[] box = new boolean[chest.pixels()];
    float[] out = chest.log().clone();
    Laterality side = order.sides().get(0);
    double pick = stream.nextDouble();
    double amount = order.amount();
    boolean paced = amount >= 0.5 && pick < 0.6;
    if (paced) {
      pacemaker(pen, box, out, chest, marks, side, stream.child("pacemaker"));
    }
    if (!paced && pick < 0.5 || amount == 1 && !paced) {
      tube(pen, marks, chest.width());
    }
    if (!paced && pick >= 0.5 || amount == 1) {
      line(pen, marks, side, chest.width(), stream.child("line"));
    }
    for (int i = 0; i < out.length; i++) {
      double metal = 1.1 * chest.typicalRoom() * order.strength();
      out[i] += (float) (metal * pen.field()[i]);
    }
    Mask mask = pen.mask().or(Mask.of(chest.width(), chest.height(), box));
    return new Change(out, mask, chest.anatomy());
  }

  /** Places in the picture that devices run along. */
  private record Landmarks(Point carina, Box right, Box left, Point heart, double middle) {

    static Landmarks of(Chest chest) {
      Box right = chest.anatomy().of(Anatomy.RIGHT_LUNG).bounds().orElseThrow();
      Box left = chest.anatomy().of(Anatomy.LEFT_LUNG).bounds().orElseThrow();
      double top = Math.min(right.y(), left.y());
      double tall = Math.max(right.height(), left.height());
      double row = top + 0.40 * tall;
      double gap = (right.x() + right.width() + left.x()) / 2.0;
      Mask trachea = chest.anatomy().of(Anatomy.TRACHEA);
      int above = (int) (top + 0.2 * tall);
      double x = 0;
      int n = 0;
      for (int column = 0; column < chest.width(); column++) {
        if (trachea.at(column, above)) {
          x += column + 0.5;
          n++;
        }
      }
      Point heart =
          chest.heart().centroid().orElse(new Point(gap + 0.05 * chest.width(), top + 0.8 * tall));
      return new Landmarks(new Point(n > 0 ? x / n : gap, row), right, left, heart, gap);
    }

    Box lung(Laterality side) {
      return side == Laterality.LEFT ? left : right;
    }
  }

  private static void tube(Pen pen, Landmarks marks, int width) {
    double x = marks.carina().x();
    double tip = marks.carina().y() - 0.055 * width;
    double half = 0.011 * width;
    List<Point> axis =
        Pen.curve(
            List.of(
                new Point(x - 0.004 * width, 0),
                new Point(x + 0.002 * width, tip / 2),
                new Point(x, tip)));
    for (int side = -1; side <= 1; side += 2) {
      double shift = side * half;
      List<Point> wall = axis.stream().map(p -> new Point(p.x() + shift, p.y())).toList();
      pen.line(wall, 0.0045 * width, side < 0 ? 0.30 : 0.62); // the stripe lies in one wall
    }
    pen.line(axis, 1.8 * half, 0.10);
  }

  private static void line(
      Pen pen, Landmarks marks, Laterality side, int width, RandomStream stream) {
    double sign = side == Laterality.LEFT ? 1 : -1;
    double cava = marks.middle() - 0.045 * width;
    double tip = marks.carina().y() + stream.uniform(0.05, 0.13) * width;
    double top = marks.right().y();
    List<Point> path = new ArrayList<>();
    if (stream.chance(0.5)) { // through the neck
      path.add(new Point(marks.middle() + sign * 0.10 * width, 0));
      path.add(new Point(marks.middle() + sign * 0.075 * width, 0.6 * top));
    } else { // from under the clavicle
      path.add(new Point(marks.middle() + sign * 0.36 * width, top + 0.16 * width));
      path.add(new Point(marks.middle() + sign * 0.24 * width, top + 0.06 * width));
      path.add(new Point(marks.middle() + sign * 0.11 * width, top + 0.05 * width));
    }
    if (sign > 0) {
      path.add(new Point(marks.middle() + 0.01 * width, top + 0.12 * width));
    }
    path.add(new Point(cava, top + 0.17 * width));
    path.add(new Point(cava - 0.004 * width, tip));
    pen.line(Pen.curve(path), 0.0075 * width, 0.45);
  }

  private static void pacemaker(
      Pen pen,
      boolean[] box,
      float[] out,
      Chest chest,
      Landmarks marks,
      Laterality side,
      RandomStream stream) {
    int width = chest.width();
    double sign = side == Laterality.LEFT ? 1 : -1;
    Box lung = marks.lung(side);
    double cx = marks.middle() + sign * (0.25 + stream.uniform(-0.02, 0.03)) * width;
    double cy = lung.y() + (0.12 + stream.uniform(-0.02, 0.03)) * width;
    double a = 0.052 * width;
    double b = 0.045 * width;
    double turn = stream.uniform(-0.5, 0.5);
    double metal = 1.9 * chest.typicalRoom();
    for (int i = 0; i < out.length; i++) {
      double dx = i % width + 0.5 - cx;
      double dy = i / width + 0.5 - cy;
      double p = (Math.cos(turn) * dx + Math.sin(turn) * dy) / a;
      double q = (-Math.sin(turn) * dx + Math.cos(turn) * dy) / b;
      double rim = Math.sqrt(Math.sqrt(p * p * p * p + q * q * q * q)); // a squircle
      double header = q < -0.35 ? 0.55 : 1; // the connector block is resin
      double battery = p > -0.75 && p < 0.25 && q > -0.2 && q < 0.75 ? 1.25 : 1;
      out[i] += (float) (metal * header * battery * Shapes.step((1.04 - rim) / 0.1));
      box[i] = rim < 1;
    }
    double top = marks.right().y();
    double cava = marks.middle() - 0.035 * width;
    List<Point> lead = new ArrayList<>();
    lead.add(new Point(cx, cy - 0.9 * b));
    lead.add(new Point(cx - sign * 0.03 * width, cy - 1.6 * b));
    lead.add(new Point(marks.middle() + sign * 0.13 * width, top + 0.06 * width));
    lead.add(new Point(cava, top + 0.19 * width));
    lead.add(new Point(cava - 0.012 * width, marks.heart().y()));
    lead.add(new Point(marks.middle() + 0.02 * width, marks.heart().y() + 0.085 * width));
    lead.add(new Point(marks.heart().x() + 0.085 * width, marks.heart().y() + 0.075 * width));
    pen.line(Pen.curve(lead), 0.0065 * width, 0.75);
  }
}
