package ai.chestnut.phantom;

import ai.chestnut.layout.Distances;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.Point;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Zone;
import java.util.List;

/**
 * Air spaces filled with fluid: ragged clouds that run together, with the air in the bronchi still
 * dark inside them. Where the cloud meets heart or dome their border disappears by itself, because
 * flooded lung is as dense as they are.
 *
 * @param clouds how many, from least to most
 * @param radius of one cloud in widths, from least to most
 * @param density share of the air that is flooded, from least to most
 * @param bronchograms whether bronchi show
 * @param habit where it lies if the observation does not say
 */
record Consolidation(
    Range clouds, Range radius, Range density, boolean bronchograms, List<Zone> habit)
    implements Lesion {

  private static final double VISIBLE = 0.18;

  static Consolidation lobar() {
    return new Consolidation(
        Range.of(3, 7), Range.of(0.055, 0.115), Range.of(0.55, 0.9), true, List.of());
  }

  static Consolidation hazy() {
    return new Consolidation(
        Range.of(3, 6), Range.of(0.05, 0.095), Range.of(0.38, 0.62), false, List.of());
  }

  static Consolidation scattered() {
    return new Consolidation(
        Range.of(3, 9),
        Range.of(0.032, 0.06),
        Range.of(0.36, 0.62),
        false,
        List.of(Zone.PERIPHERAL));
  }

  static Consolidation upper() {
    return new Consolidation(
        Range.of(4, 9), Range.of(0.026, 0.055), Range.of(0.45, 0.75), false, List.of(Zone.UPPER));
  }

  @Override
  public Change draw(Chest chest, Order order, RandomStream stream) {
    float[] share = new float[chest.pixels()];
    Pen bronchi = new Pen(chest.width(), chest.height());
    for (Laterality side : order.sides()) {
      flood(share, bronchi, chest, chest.lung(side), order, stream.child(side.word()));
    }
    float[] air = bronchi.field();
    float[] wet = share.clone();
    for (int i = 0; i < wet.length && bronchograms; i++) {
      wet[i] *= 1 - 0.24f * air[i];
    }
    Mask mask =
        Mask.where(chest.width(), chest.height(), i -> share[i] > VISIBLE * order.strength());
    return new Change(chest.flooded(chest.seamless(wet), 0.6), mask, chest.anatomy());
  }

  private void flood(
      float[] share, Pen bronchi, Chest chest, LungField lung, Order order, RandomStream stream) {
    int width = chest.width();
    List<Zone> zones = order.observation().zones();
    List<Zone> wanted = zones.isEmpty() ? habit : zones;
    Mask place = lung.zone(zones);
    double size = order.between(radius.low(), radius.high()) * width;
    double full = order.between(density.low(), density.high()) * order.strength();
    int count = (int) Math.round(order.between(clouds.low(), clouds.high()));
    boolean spread = !habit.isEmpty();
    Point first = lung.somewhere(wanted, size * 0.7, stream);
    float[] ragged = chest.noise(8, 64, 0.62, stream.child("ragged"));
    float[] patchy = chest.noise(16, 64, 0.7, stream.child("patchy"));
    // distance to the zones' border softens the cut towards parts that were not asked for
    float[] within = Distances.squaredTo(lung.mask().minus(place));
    for (int k = 0; k < count; k++) {
      Point at = first;
      if (k > 0) {
        Point other = lung.somewhere(wanted, size * 0.5, stream);
        double pull = spread ? 1 : Math.min(1, 1.1 * size / Math.max(1, distance(first, other)));
        at =
            new Point(
                first.x() + pull * (other.x() - first.x()),
                first.y() + pull * (other.y() - first.y()));
      }
      double a = size * stream.uniform(0.8, 1.3);
      double b = a * stream.uniform(0.6, 0.95);
      double turn = stream.uniform(0, Math.PI);
      for (int i = 0; i < share.length; i++) {
        double dx = i % width + 0.5 - at.x();
        double dy = i / width + 0.5 - at.y();
        if (Math.abs(dx) > 2 * a || Math.abs(dy) > 2 * a || !lung.mask().at(i % width, i / width)) {
          continue;
        }
        double p = (Math.cos(turn) * dx + Math.sin(turn) * dy) / a;
        double q = (-Math.sin(turn) * dx + Math.cos(turn) * dy) / b;
        double inside = 1.2 - Math.sqrt(p * p + q * q) + 0.13 * ragged[i];
        double edge =
            lung.soft(i, 0.006 * width) * Shapes.step(Math.sqrt(within[i]) / (0.02 * width));
        double cloud = full * Shapes.step(inside / 0.95) * edge * (0.95 + 0.07 * patchy[i]);
        share[i] = (float) Math.max(share[i], Math.min(cloud, 0.95));
      }
    }
    Point hilum = lung.hilum();
    double heading = Math.atan2(first.y() - hilum.y(), first.x() - hilum.x());
    double length = Math.max(0.5 * distance(first, hilum), 0.04 * width);
    for (int k = -1; k <= 1; k++) {
      Point root =
          new Point(
              hilum.x() + 0.45 * (first.x() - hilum.x()),
              hilum.y() + 0.45 * (first.y() - hilum.y()));
      bronchi.tree(root, heading + 0.45 * k, length, 0.0075 * width, 1, stream);
    }
  }

  private static double distance(Point a, Point b) {
    return Math.hypot(a.x() - b.x(), a.y() - b.y());
  }
}
