package ai.chestnut.phantom;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.Point;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Zone;
import java.util.List;

/**
 * Lung that lost its air and its volume. Little of it is a plate, a dense streak; more is a wedge
 * bounded by a sharp fissure. The rest of the lung is pulled towards it: the dome rises, or the
 * hilum does where the upper lobe is lost.
 */
record Atelectasis() implements Lesion {

  private static final double VISIBLE = 0.2;

  @Override
  public Change draw(Chest chest, Order order, RandomStream stream) {
    boolean upper = isUpper(order.observation().zones());
    Warp warp = new Warp(chest.width(), chest.height());
    double pull = order.between(0.012, 0.046) * chest.width();
    for (Laterality side : order.sides()) {
      shift(warp, chest, chest.lung(side), upper, pull);
    }
    AnatomyMap moved = warp.apply(chest.anatomy());
    Chest after = new Chest(chest.width(), chest.height(), warp.apply(chest.log()), moved);
    float[] share = new float[chest.pixels()];
    Pen plates = new Pen(chest.width(), chest.height());
    for (Laterality side : order.sides()) {
      RandomStream own = stream.child(side.word());
      LungField lung = after.lung(side);
      wedge(share, lung, upper, order, own, chest.width());
      plates(plates, lung, upper, order, own, chest.width());
    }
    Mask lungs = Mask.empty(chest.width(), chest.height());
    for (Laterality side : order.sides()) {
      lungs = lungs.or(after.lung(side).zone(order.observation().zones()));
    }
    float[] streak =
        Blur.gaussian(plates.field(), chest.width(), chest.height(), 0.003 * chest.width());
    for (int i = 0; i < share.length; i++) {
      if (lungs.at(i % chest.width(), i / chest.width())) {
        share[i] =
            (float) Math.max(share[i], order.between(0.5, 0.65) * order.strength() * streak[i]);
      } else {
        share[i] = 0;
      }
    }
    Mask mask =
        Mask.where(chest.width(), chest.height(), i -> share[i] > VISIBLE * order.strength());
    return new Change(after.flooded(after.seamless(share), 0.5), mask, moved);
  }

  private static boolean isUpper(List<Zone> zones) {
    return !zones.isEmpty() && zones.stream().allMatch(z -> z == Zone.UPPER || z == Zone.APICAL);
  }

  private static void shift(Warp warp, Chest chest, LungField lung, boolean upper, double pull) {
    int width = chest.width();
    for (int i = 0; i < chest.pixels(); i++) {
      double across = lung.across(i % width + 0.5);
      double down = lung.down(i / width + 0.5);
      double sideways =
          Shapes.step((across - 0.02) / 0.3) * (1 - Shapes.step((across - 0.92) / 0.3));
      if (sideways <= 0) {
        continue;
      }
      double along =
          upper
              ? Shapes.step((down - 0.05) / 0.35) * (1 - Shapes.step((down - 0.45) / 0.4))
              : Shapes.step((down - 0.45) / 0.4) * (1 - Shapes.step((down - 0.97) / 0.18));
      if (along > 0) {
        warp.pull(i, 0, pull * sideways * along);
      }
    }
  }

  /** Below (or above) a fissure that runs from the hilum outwards; only from moderate on. */
  private static void wedge(
      float[] share, LungField lung, boolean upper, Order order, RandomStream stream, int width) {
    double amount = order.amount();
    double full = order.between(0.28, 0.82) * order.strength();
    double inner = upper ? 0.16 + 0.24 * amount : 0.90 - 0.42 * amount;
    double outer = upper ? 0.06 + 0.14 * amount : 1.02 - 0.2 * amount;
    double bow = stream.uniform(0.02, 0.05) * (upper ? -1 : 1);
    Mask place = lung.zone(order.observation().zones());
    for (int i = 0; i < share.length; i++) {
      if (!place.at(i % width, i / width)) {
        continue;
      }
      double across = lung.across(i % width + 0.5);
      double down = lung.down(i / width + 0.5);
      double fissure = inner + (outer - inner) * across + bow * Math.sin(Math.PI * across);
      double beyond = (upper ? fissure - down : down - fissure) * lung.box().height() / width;
      double dense = 0.75 + 0.25 * Shapes.step(beyond / 0.06);
      share[i] =
          (float) (full * dense * Shapes.step(beyond / 0.022 + 0.5) * lung.soft(i, 0.006 * width));
    }
  }

  private static void plates(
      Pen pen, LungField lung, boolean upper, Order order, RandomStream stream, int width) {
    List<Zone> zones = order.observation().zones();
    List<Zone> wanted = zones.isEmpty() ? List.of(Zone.LOWER) : zones;
    int count = 1 + (int) Math.round(order.amount());
    for (int k = 0; k < count; k++) {
      Point at = lung.somewhere(wanted, 0.02 * width, stream);
      double half = stream.uniform(0.3, 0.5) * 0.5 * lung.box().width() * order.between(0.8, 1.2);
      double slope = stream.uniform(-0.12, 0.3) * lung.outwards() * (upper ? -1 : 1);
      double sag = stream.uniform(-0.01, 0.01) * width;
      List<Point> line =
          Pen.curve(
              List.of(
                  new Point(at.x() - half, at.y() - slope * half),
                  new Point(at.x(), at.y() + sag),
                  new Point(at.x() + half, at.y() + slope * half)));
      Mask place = lung.zone(zones);
      List<Point> inside = line.stream().filter(p -> place.at((int) p.x(), (int) p.y())).toList();
      double thick = order.between(0.008, 0.013) * width;
      for (int p = 0; p + 1 < inside.size(); p++) {
        double t = (p + 0.5) / inside.size();
        double taper = Shapes.step(4 * t) * Shapes.step(4 * (1 - t));
        pen.line(inside.subList(p, p + 2), thick * (0.5 + 0.5 * taper), taper);
      }
    }
  }
}
