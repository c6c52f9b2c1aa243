package ai.chestnut.phantom;

import ai.chestnut.layout.Mask;
import ai.chestnut.layout.Point;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Laterality;
import java.util.List;

/**
 * A ball of tissue: the chord of a sphere whose outline is a little lobed, for masses now and then
 * spiky.
 *
 * @param radius in widths, from least to most
 * @param peak share of the room in the middle, from least to most
 * @param lobes unevenness of the outline, as a share of the radius
 * @param behindHeart a hiatal hernia: it lies behind the heart and holds a bubble over fluid
 */
record RoundLesion(Range radius, Range peak, double lobes, boolean behindHeart) implements Lesion {

  static RoundLesion nodule() {
    return new RoundLesion(Range.of(0.016, 0.036), Range.of(0.34, 0.5), 0.08, false);
  }

  static RoundLesion mass() {
    return new RoundLesion(Range.of(0.046, 0.095), Range.of(0.55, 0.85), 0.14, false);
  }

  static RoundLesion hernia() {
    return new RoundLesion(Range.of(0.05, 0.09), Range.of(0.25, 0.4), 0.06, true);
  }

  @Override
  public Change draw(Chest chest, Order order, RandomStream stream) {
    int width = chest.width();
    float[] share = new float[chest.pixels()];
    boolean[] inside = new boolean[chest.pixels()];
    for (Laterality side : behindHeart ? order.sides().subList(0, 1) : order.sides()) {
      RandomStream own = stream.child(side.word());
      LungField lung = chest.lung(side);
      double r = order.between(radius.low(), radius.high()) * width * own.uniform(0.94, 1.06);
      Point at =
          behindHeart
              ? retrocardiac(chest, lung, r)
              : lung.somewhere(order.observation().zones(), 1.15 * r, own);
      ball(share, inside, chest, lung, at, r, order, own);
    }
    float[] out = chest.flooded(behindHeart ? share : chest.seamless(share), 0.5);
    return new Change(out, Mask.of(width, chest.height(), inside), chest.anatomy());
  }

  private void ball(
      float[] share,
      boolean[] inside,
      Chest chest,
      LungField lung,
      Point at,
      double r,
      Order order,
      RandomStream stream) {
    int width = chest.width();
    double full = order.between(peak.low(), peak.high()) * order.strength();
    double[] phase = new double[5];
    for (int k = 0; k < phase.length; k++) {
      phase[k] = stream.uniform(0, 2 * Math.PI);
    }
    boolean spiky = radius.high() > 0.05 && !behindHeart && stream.chance(0.5);
    double oval = stream.uniform(0.85, 1);
    int from = (int) Math.max(0, at.y() - 2 * r);
    int to = (int) Math.min(chest.height() - 1.0, at.y() + 2 * r);
    for (int i = from * width; i < (to + 1) * width; i++) {
      double dx = i % width + 0.5 - at.x();
      double dy = (i / width + 0.5 - at.y()) / oval;
      double apart = Math.sqrt(dx * dx + dy * dy);
      boolean here = behindHeart || lung.mask().at(i % width, i / width);
      if (apart > 1.7 * r || !here) {
        continue;
      }
      double turn = Math.atan2(dy, dx);
      double bumps = 0;
      for (int k = 0; k < phase.length; k++) {
        bumps += Math.sin((k + 2) * turn + phase[k]) / (k + 1.5);
      }
      double rim = r * (1 + lobes * bumps);
      double t = apart / rim;
      double chord = t < 1 ? Math.sqrt(1 - t * t) : 0;
      double haze = 0.12 * Shapes.step((1.3 - t) / 0.5);
      if (spiky) {
        haze +=
            0.22
                * Math.pow(Math.abs(Math.sin(6.5 * turn + phase[0])), 6)
                * Shapes.step((1.55 - t) / 0.6);
      }
      double soft = behindHeart ? 1 : lung.soft(i, 0.006 * width);
      double bubble = behindHeart && dy < -0.1 * r ? -1.3 : 1;
      share[i] = (float) (full * Math.min(1, 0.93 * chord + haze) * soft * bubble);
      inside[i] = t < 1;
    }
  }

  /** Behind the lower heart, a little to the asked side. */
  private static Point retrocardiac(Chest chest, LungField lung, double r) {
    Mask heart = chest.heart();
    Point centre = heart.centroid().orElse(new Point(chest.width() / 2.0, 0.55 * chest.height()));
    double bottom =
        heart.bounds().map(b -> b.y() + b.height()).orElse((int) (0.65 * chest.height()));
    return new Point(centre.x() + 0.2 * r * lung.outwards(), bottom - 0.75 * r);
  }

  /** The presets, for tests of size. */
  static List<RoundLesion> presets() {
    return List.of(nodule(), mass(), hernia());
  }
}
