package ai.chestnut.phantom;

import ai.chestnut.layout.Mask;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Zone;
import java.util.List;

/**
 * Air between lung and chest wall: a dark rim without lung markings, the visceral pleura as a thin
 * bright line, and the lung inside it a little denser. Upright the air is widest over the apex.
 */
record Pneumothorax() implements Lesion {

  private static final double WIDEST = 0.235; // of the lung's width, inside the allowed 25 %
  private static final double AIR = 0.34; // what lung still takes, as a share of the room

  @Override
  public Change draw(Chest chest, Order order, RandomStream stream) {
    int width = chest.width();
    float[] out = chest.log().clone();
    float[] bare = withoutMarkings(chest);
    boolean[] inside = new boolean[chest.pixels()];
    for (Laterality side : order.sides()) {
      LungField lung = chest.lung(side);
      RandomStream own = stream.child(side.word());
      double gap = order.between(0.075, WIDEST) * own.uniform(0.94, 1) * lung.box().width();
      List<Zone> zones = order.observation().zones();
      boolean low = zones.contains(Zone.LOWER) && zones.size() == 1;
      Mask place = lung.zone(zones);
      float[] wave = chest.noise(3, 6, 0.5, own);
      double line = Math.max(0.0048 * width, 1.0);
      for (int i = 0; i < out.length; i++) {
        if (!place.at(i % width, i / width)) {
          continue;
        }
        double down = lung.down(i / width + 0.5);
        double reach =
            low
                ? Shapes.step((down - 0.45) / 0.4)
                : 1 - order.between(0.98, 0.7) * Shapes.step(down / order.between(0.75, 1));
        double rim = gap * Math.min(1, Math.max(0, reach * (1 + 0.07 * wave[i])));
        double beyond = rim - lung.fromOuter(i); // pixels outside of the pleural line
        double room = chest.room()[i] * order.strength();
        double free = Shapes.step(beyond / (0.5 * line) + 0.5);
        double darker = bare[i] - AIR * room * lung.soft(i, 0.02 * width);
        out[i] += (float) (free * (darker - out[i]));
        double pleura = Shapes.bell(beyond / (0.55 * line)) * Shapes.step(rim / (3 * line));
        double squeezed = order.between(0.05, 0.15) * Shapes.step(-beyond / (0.02 * width));
        out[i] += (float) (room * (0.5 * pleura + squeezed) * lung.soft(i, 0.01 * width));
        inside[i] = beyond > 0 && rim > 1;
      }
    }
    return new Change(out, Mask.of(width, chest.height(), inside), chest.anatomy());
  }

  /** Grey opening (erosion, then dilation): takes away what is thinner than a rib. */
  private static float[] withoutMarkings(Chest chest) {
    int reach = (int) Math.max(1, Math.round(0.007 * chest.width()));
    int width = chest.width();
    int height = chest.height();
    float[] low =
        extreme(extreme(chest.log(), width, height, reach, 1, -1), width, height, reach, width, -1);
    float[] open =
        extreme(extreme(low, width, height, reach, 1, 1), width, height, reach, width, 1);
    return Blur.gaussian(open, width, height, 0.006 * width);
  }

  /** Running maximum (sign 1) or minimum (sign -1) along rows (stride 1) or columns. */
  private static float[] extreme(
      float[] in, int width, int height, int reach, int stride, int sign) {
    float[] out = new float[in.length];
    int count = stride == 1 ? width : height;
    for (int i = 0; i < in.length; i++) {
      int at = stride == 1 ? i % width : i / width;
      float best = in[i];
      for (int k = Math.max(-reach, -at); k <= Math.min(reach, count - 1 - at); k++) {
        float value = in[i + k * stride];
        best = sign > 0 ? Math.max(best, value) : Math.min(best, value);
      }
      out[i] = best;
    }
    return out;
  }
}
