package ai.chestnut.phantom;

import ai.chestnut.layout.Mask;
import ai.chestnut.layout.Point;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Zone;
import java.util.List;

/**
 * What changes the whole lung between its air spaces. Edema: haze around the hila that spreads like
 * wings, blurred vessels, short septal lines at the outer bases (Kerley B). Fibrosis: a net of
 * lines, densest low and outside. Emphysema: lungs that let more through, unevenly, with thinned
 * markings.
 */
record Interstitial(Kind kind) implements Lesion {

  enum Kind {
    EDEMA,
    FIBROSIS,
    EMPHYSEMA
  }

  static Interstitial edema() {
    return new Interstitial(Kind.EDEMA);
  }

  static Interstitial fibrosis() {
    return new Interstitial(Kind.FIBROSIS);
  }

  static Interstitial emphysema() {
    return new Interstitial(Kind.EMPHYSEMA);
  }

  @Override
  public Change draw(Chest chest, Order order, RandomStream stream) {
    int width = chest.width();
    float[] share = new float[chest.pixels()];
    Pen lines = new Pen(width, chest.height());
    boolean[] inside = new boolean[chest.pixels()];
    for (Laterality side : order.sides()) {
      LungField lung = chest.lung(side);
      RandomStream own = stream.child(side.word());
      switch (kind) {
        case EDEMA -> wings(share, inside, lines, chest, lung, order, own);
        case FIBROSIS -> net(share, inside, chest, lung, order, own);
        case EMPHYSEMA -> thin(share, inside, chest, lung, order, own);
      }
    }
    float[] out = chest.flooded(chest.seamless(share), kind == Kind.FIBROSIS ? 0 : 0.55);
    for (int i = 0; i < out.length; i++) {
      out[i] += (float) (lines.field()[i] * chest.typicalRoom());
    }
    return new Change(out, Mask.of(width, chest.height(), inside), chest.anatomy());
  }

  private static void wings(
      float[] share,
      boolean[] inside,
      Pen lines,
      Chest chest,
      LungField lung,
      Order order,
      RandomStream stream) {
    int width = chest.width();
    Point hilum = lung.hilum();
    double reachX = order.between(0.52, 0.98) * lung.box().width();
    double reachY = order.between(0.30, 0.52) * lung.box().height();
    double full = order.between(0.32, 0.8) * order.strength();
    Mask place = lung.zone(order.observation().zones());
    float[] clouds = chest.noise(8, 64, 0.68, stream.child("clouds"));
    for (int i = 0; i < share.length; i++) {
      if (!place.at(i % width, i / width)) {
        continue;
      }
      double dx = (i % width + 0.5 - hilum.x()) / reachX;
      double dy = (i / width + 0.5 - hilum.y() - 0.03 * width) / reachY;
      double apart = Math.sqrt(dx * dx + dy * dy);
      double wing = Shapes.step((1.15 - apart + 0.13 * clouds[i]) / 0.95);
      double base = 0.16 * Shapes.step((lung.down(i / width + 0.5) - 0.35) / 0.6);
      double value = full * (wing * (0.9 + 0.1 * clouds[i]) + base);
      share[i] = (float) (Math.max(0, Math.min(value, 0.9)));
      inside[i] = wing * full > 0.12 * order.strength();
    }
    int septa = (int) Math.round(order.between(5, 13));
    for (int k = 0; k < septa; k++) {
      Point at = lung.somewhere(List.of(Zone.LOWER, Zone.PERIPHERAL), 0.004 * width, stream);
      double length = stream.uniform(0.018, 0.035) * width;
      double slope = stream.uniform(-0.25, 0.25);
      Point end = new Point(at.x() - lung.outwards() * length, at.y() + slope * length);
      if (place.at((int) at.x(), (int) at.y()) && lung.mask().at((int) end.x(), (int) end.y())) {
        lines.line(List.of(at, end), 0.0035 * width, 0.22 * order.strength());
      }
    }
  }

  private static void net(
      float[] share,
      boolean[] inside,
      Chest chest,
      LungField lung,
      Order order,
      RandomStream stream) {
    int width = chest.width();
    Mask place = lung.zone(order.observation().zones());
    float[] first = chest.noise(52, 104, 0.6, stream.child("first"));
    float[] second = chest.noise(60, 120, 0.6, stream.child("second"));
    float[] extent = chest.noise(5, 10, 0.6, stream.child("extent"));
    double full = order.between(0.30, 0.62) * order.strength();
    double reach = order.between(0.55, 1.15);
    boolean named = !order.observation().zones().isEmpty();
    for (int i = 0; i < share.length; i++) {
      if (!place.at(i % width, i / width)) {
        continue;
      }
      double low = Shapes.step((lung.down(i / width + 0.5) - 0.75 + 0.5 * reach) / 0.45);
      double outer = Shapes.step(1.15 * reach - lung.fromOuter(i) / (0.55 * lung.box().width()));
      double here = (named ? 1 : low) * outer * (0.9 + 0.15 * extent[i]);
      // zero lines of smooth noise are closed curves: two fields of them make a net
      double mesh = Math.max(Shapes.bell(first[i] / 0.22), Shapes.bell(second[i] / 0.22));
      share[i] =
          (float) (full * Math.max(0, here) * (0.3 + 0.7 * mesh) * lung.soft(i, 0.006 * width));
      inside[i] = here > 0.35;
    }
  }

  private static void thin(
      float[] share,
      boolean[] inside,
      Chest chest,
      LungField lung,
      Order order,
      RandomStream stream) {
    int width = chest.width();
    Mask place = lung.zone(order.observation().zones());
    float[] bullae = chest.noise(5, 20, 0.7, stream);
    double full = order.between(0.10, 0.26) * order.strength();
    for (int i = 0; i < share.length; i++) {
      if (place.at(i % width, i / width)) {
        double upper = 1 - 0.5 * lung.down(i / width + 0.5);
        double value = full * upper * (1 + 0.25 * bullae[i]);
        share[i] = (float) (-Math.max(0, value) * lung.soft(i, 0.02 * width));
        inside[i] = upper * (1 + 0.25 * bullae[i]) > 0.75 - order.between(0.1, 0.35);
      }
    }
  }
}
