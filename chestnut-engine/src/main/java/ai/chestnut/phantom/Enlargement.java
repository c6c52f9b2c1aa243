package ai.chestnut.phantom;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Box;
import ai.chestnut.layout.Mask;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;

/**
 * A heart or a vascular pedicle made broader by a smooth local warp: inside, the picture is
 * stretched; outside, the lung gives way until nothing moves at the chest wall.
 */
record Enlargement(boolean heartOnly) implements Lesion {

  private static final double REACH = 1.5; // where the push ends, in enlarged radii

  static Enlargement ofHeart() {
    return new Enlargement(true);
  }

  static Enlargement ofMediastinum() {
    return new Enlargement(false);
  }

  @Override
  public Change draw(Chest chest, Order order, RandomStream stream) {
    AnatomyMap anatomy = chest.anatomy();
    Warp warp = new Warp(chest.width(), chest.height());
    if (heartOnly) {
      stretchHeart(warp, anatomy, order, stream);
    } else {
      widenPedicle(warp, chest, order, stream);
    }
    AnatomyMap moved = warp.apply(anatomy);
    Mask mask = moved.of(Anatomy.HEART);
    if (!heartOnly) {
      mask = mask.or(moved.of(Anatomy.AORTA)).or(moved.of(Anatomy.MEDIASTINUM));
    }
    return new Change(warp.apply(chest.log()), mask, moved);
  }

  /** Stretches about the heart's middle until the cardiothoracic ratio is what the amount asks. */
  private static void stretchHeart(
      Warp warp, AnatomyMap anatomy, Order order, RandomStream stream) {
    double ratio = anatomy.cardiothoracicRatio().orElse(0.5);
    double asked = order.between(0.535, 0.65) + stream.uniform(0, 0.015);
    double target = Math.max(asked, ratio + order.between(0.02, 0.05));
    double factor = Math.min(Math.max(target / ratio, 1.02), 1.75);
    Box heart = anatomy.of(Anatomy.HEART).bounds().orElseThrow();
    double cx = heart.x() + heart.width() / 2.0;
    // about a point low in the heart: it grows up and sideways, and keeps lying on the diaphragm
    double cy = heart.y() + 0.75 * heart.height();
    double a = heart.width() / 2.0;
    double b = 0.75 * heart.height();
    int width = anatomy.width();
    for (int i = 0; i < width * anatomy.height(); i++) {
      double dx = i % width + 0.5 - cx;
      double dy = i / width + 0.5 - cy;
      double r = Math.sqrt(dx * dx / (a * a) + dy * dy / (b * b));
      double keep = share(r, factor); // old radius over new radius
      double upper = dy < 0 ? 0.45 : 0.25; // less upwards, least towards the abdomen
      double calm = dy > 0 ? 1 - Shapes.step(dy / (0.9 * b)) : 1;
      warp.pull(i, calm * (keep - 1) * dx, calm * upper * (keep - 1) * dy);
    }
  }

  /** Where radius r came from, over r: a stretch inside, easing to 1 outside, monotone. */
  private static double share(double r, double factor) {
    double edge = factor;
    double end = REACH * factor;
    if (r <= edge) {
      return 1 / factor;
    }
    if (r >= end) {
      return 1;
    }
    double t = (r - edge) / (end - edge);
    return (1 + t * (end - 1)) / r;
  }

  private static void widenPedicle(Warp warp, Chest chest, Order order, RandomStream stream) {
    AnatomyMap anatomy = chest.anatomy();
    Mask middle = anatomy.of(Anatomy.MEDIASTINUM).or(anatomy.of(Anatomy.AORTA));
    Box heart = anatomy.of(Anatomy.HEART).bounds().orElseThrow();
    int width = chest.width();
    double cx = middle.centroid().map(p -> p.x()).orElse(heart.x() + 0.4 * heart.width());
    double half = middle.bounds().map(b -> 0.5 * b.width()).orElse(0.07 * width);
    double factor = order.between(1.2, 1.62) + stream.uniform(-0.04, 0.04);
    double top = anatomy.lungs().bounds().orElseThrow().y();
    double bottom = heart.y() + 0.55 * heart.height();
    for (int i = 0; i < chest.pixels(); i++) {
      double y = i / width + 0.5;
      double dx = i % width + 0.5 - cx;
      double band =
          Shapes.step((y - top + 0.02 * width) / (0.12 * width))
              * (1 - Shapes.step((y - bottom) / (0.6 * heart.height())));
      double k = 1 + (factor - 1) * band;
      warp.pull(i, (share(Math.abs(dx) / half, k) - 1) * dx, 0);
    }
  }
}
