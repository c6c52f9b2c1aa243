package ai.chestnut.phantom;

import ai.chestnut.layout.Mask;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Zone;
import java.util.List;

/** A rind along the chest wall or a cap over the apex, sharp against the lung and uneven. */
record PleuralThickening() implements Lesion {

  @Override
  public Change draw(Chest chest, Order order, RandomStream stream) {
    int width = chest.width();
    float[] share = new float[chest.pixels()];
    boolean[] inside = new boolean[chest.pixels()];
    for (Laterality side : order.sides()) {
      LungField lung = chest.lung(side);
      RandomStream own = stream.child(side.word());
      List<Zone> zones = order.observation().zones();
      boolean apical = own.chance(0.4);
      Mask place = lung.zone(zones);
      double thick = order.between(0.022, 0.055) * width;
      double full = order.between(0.34, 0.56) * order.strength();
      float[] wave = chest.noise(8, 16, 0.6, own);
      for (int i = 0; i < share.length; i++) {
        if (!place.at(i % width, i / width)) {
          continue;
        }
        double down = lung.down(i / width + 0.5);
        double part = 1;
        if (zones.isEmpty()) {
          part = apical ? Shapes.step((0.42 - down) / 0.25) : Shapes.step((down - 0.3) / 0.25);
        }
        double rim = thick * part * Math.max(0.25, 1 + 0.3 * wave[i]);
        double within = rim - lung.fromOuter(i);
        share[i] = (float) (full * Shapes.step(within / (0.016 * width) + 0.5));
        inside[i] = within > 0;
      }
    }
    float[] out = chest.log().clone();
    for (int i = 0; i < out.length; i++) {
      double room = Math.max(chest.room()[i], 0.8 * chest.typicalRoom());
      out[i] += (float) (share[i] * room);
    }
    return new Change(out, Mask.of(width, chest.height(), inside), chest.anatomy());
  }
}
