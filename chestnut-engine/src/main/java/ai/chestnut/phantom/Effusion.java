package ai.chestnut.phantom;

import ai.chestnut.layout.AllowedRegion;
import ai.chestnut.layout.Mask;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Laterality;

/**
 * Fluid in the pleural space of someone upright: it fills the costophrenic angle first, hides the
 * dome, and its surface climbs along the chest wall to a meniscus, because the rays there run
 * through the shell of fluid edge on.
 */
record Effusion() implements Lesion {

  private static final double VISIBLE = 0.3;
  private static final double HIGHEST = 0.43; // of the lung's height: the region effusions may have

  @Override
  public Change draw(Chest chest, Order order, RandomStream stream) {
    int width = chest.width();
    float[] share = new float[chest.pixels()];
    for (Laterality side : order.sides()) {
      LungField lung = chest.lung(side);
      Mask below = chest.anatomy().of(Anatomy.DIAPHRAGM_AND_ABDOMEN);
      Mask whole = lung.mask().or(AllowedRegion.lung(side, chest.anatomy()).and(below));
      RandomStream own = stream.child(side.word());
      double level = order.between(0.10, 0.34) * own.uniform(0.92, 1.08); // of the lung's height
      double climb = order.between(0.07, 0.15) * own.uniform(0.9, 1.1);
      double medial = order.between(0.08, 0.85); // how far in the surface stays high
      double soft = 0.05 * own.uniform(0.8, 1.2);
      float[] wave = chest.noise(4, 8, 0.5, own);
      for (int i = 0; i < share.length; i++) {
        int x = i % width;
        int y = i / width;
        if (!whole.at(x, y)) {
          continue; // the recess behind the dome fills, too
        }
        double across = lung.across(x + 0.5);
        double wall = lung.fromOuter(i) / width;
        double fill = level * (medial + (1 - medial) * across * across * (3 - 2 * across));
        double surface = fill + climb * Math.exp(-wall / 0.045) + 0.006 * wave[i];
        double fromBottom = 1 - lung.down(y + 0.5);
        double depth = surface - fromBottom;
        double capped = Math.min(1, (HIGHEST - fromBottom) / 0.02);
        double fluid = Shapes.step(depth / soft + 0.15) * Math.max(0, capped);
        // near the wall the fluid is a thin shell, dense only where the rays graze it
        share[i] = (float) (0.96 * order.strength() * fluid);
      }
    }
    Mask lungs = chest.anatomy().lungs();
    Mask mask =
        Mask.where(
            width,
            chest.height(),
            i -> share[i] > VISIBLE * order.strength() && lungs.at(i % width, i / width));
    return new Change(hiddenDome(chest, share), mask, chest.anatomy());
  }

  /** Detail goes with the air, and the dome's edge with the contrast. */
  private static float[] hiddenDome(Chest chest, float[] share) {
    int width = chest.width();
    float[] flooded = chest.flooded(chest.seamless(share), 0.7);
    float[] blurred = Blur.gaussian(flooded, width, chest.height(), 0.025 * width);
    float[] spread = Blur.gaussian(share, width, chest.height(), 0.02 * width);
    for (int i = 0; i < flooded.length; i++) {
      double veil = 0.55 * Math.min(1, 1.2 * spread[i]) * Math.min(1, spread[i] * 2);
      flooded[i] += (float) (veil * (blurred[i] - flooded[i]));
    }
    return flooded;
  }
}
