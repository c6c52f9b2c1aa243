package ai.chestnut.phantom;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Distances;
import ai.chestnut.layout.Mask;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Laterality;
import java.util.Arrays;

/**
 * A film in the log domain with what the lesions ask of it. The key quantity is the room: how much
 * a ray would lose in addition if all air on it were water. It is estimated from the film itself:
 * what surrounds the lung (heart, wall, abdomen), smoothly continued into the lung, minus the lung.
 */
final class Chest {

  private static final double CONTINUED = 0.09; // reach of the continuation, in widths
  private static final double LEAST_ROOM = 0.35; // of the median room

  private final int width;
  private final int height;
  private final float[] log;
  private final AnatomyMap anatomy;
  private final float[] room;
  private final double typicalRoom;

  Chest(int width, int height, float[] log, AnatomyMap anatomy) {
    this.width = width;
    this.height = height;
    this.log = log;
    this.anatomy = anatomy;
    Mask lungs = anatomy.lungs();
    float[] surround = airless(lungs);
    float[] inside = smoothInside(lungs);
    this.room = new float[log.length];
    float[] some = new float[(int) Math.max(1, lungs.area())];
    int n = 0;
    for (int i = 0; i < room.length; i++) {
      boolean lung = lungs.at(i % width, i / width);
      room[i] = surround[i] - (lung ? inside[i] : log[i]);
      if (lung) {
        some[n++] = room[i];
      }
    }
    Arrays.sort(some);
    float[] toDense = Distances.squaredTo(lungs.or(background()).not());
    this.typicalRoom = Math.max(some[some.length / 2], 0.25);
    for (int i = 0; i < room.length; i++) {
      boolean lung = lungs.at(i % width, i / width);
      double most = Math.max(room[i], lung ? LEAST_ROOM * typicalRoom : 0);
      // ribs keep their room, but beside heart and dome what is as dense as they are has none
      double ribs = 0.3 * Shapes.step((Math.sqrt(toDense[i]) / width - 0.006) / 0.02);
      room[i] = (float) Math.max(0, Math.min(most, surround[i] - log[i] + ribs * most));
    }
  }

  /** Pixels without a structure: the chest wall, and air beside the body. */
  private Mask background() {
    return Mask.where(width, height, i -> anatomy.codeAt(i % width, i / width) == 0);
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  int pixels() {
    return width * height;
  }

  AnatomyMap anatomy() {
    return anatomy;
  }

  /** The log attenuations before the lesion; not to be written to. */
  float[] log() {
    return log;
  }

  /** Log attenuation that water in place of air would add; not to be written to. */
  float[] room() {
    return room;
  }

  /** The median room of the lungs: the film's contrast between air and water. */
  double typicalRoom() {
    return typicalRoom;
  }

  LungField lung(Laterality side) {
    return LungField.of(anatomy, side);
  }

  Mask heart() {
    return anatomy.of(Anatomy.HEART);
  }

  /** Smooth noise over the picture; see {@link SmoothNoise#octaves}. */
  float[] noise(int coarsest, int finest, double decay, RandomStream stream) {
    int side = Math.max(width, height);
    float[] square = SmoothNoise.octaves(side, coarsest, finest, decay, stream);
    if (width == height) {
      return square;
    }
    float[] out = new float[width * height];
    for (int y = 0; y < height; y++) {
      System.arraycopy(square, y * side, out, y * width, width);
    }
    return out;
  }

  /**
   * Air replaced by water.
   *
   * @param share of the air on each ray, 0 to 1
   * @param softened how much of the fine detail (vessels) disappears with the air
   */
  float[] flooded(float[] share, double softened) {
    float[] smooth = Blur.gaussian(log, width, height, 0.008 * width);
    Mask inLung = anatomy.lungs();
    double faint = 0.2 * typicalRoom;
    float[] out = new float[log.length];
    for (int i = 0; i < out.length; i++) {
      // beyond the markings' own strength it is an edge of heart or dome, which stays
      double detail = Math.max(-faint, Math.min(faint, log[i] - smooth[i]));
      double lost = inLung.at(i % width, i / width) ? softened * share[i] * detail : 0;
      out[i] = (float) (log[i] + share[i] * room[i] - lost);
    }
    return out;
  }

  /** The lung's own level, its markings smoothed away, without what lies beside it. */
  private float[] smoothInside(Mask lungs) {
    float[] value = new float[log.length];
    float[] weight = new float[log.length];
    for (int i = 0; i < log.length; i++) {
      if (lungs.at(i % width, i / width)) {
        weight[i] = 1;
        value[i] = log[i];
      }
    }
    float[] sum = Blur.gaussian(value, width, height, 0.02 * width);
    float[] count = Blur.gaussian(weight, width, height, 0.02 * width);
    for (int i = 0; i < sum.length; i++) {
      sum[i] = count[i] > 1e-4f ? sum[i] / count[i] : log[i];
    }
    return sum;
  }

  /**
   * What airless lung would show: between the continued surroundings and the level of heart,
   * mediastinum and abdomen, since behind a thin chest wall there is a deep lung to fill.
   */
  private float[] airless(Mask lungs) {
    float[] surround = continued(lungs.not());
    Mask dense =
        anatomy
            .of(Anatomy.HEART)
            .or(anatomy.of(Anatomy.MEDIASTINUM))
            .or(anatomy.of(Anatomy.DIAPHRAGM_AND_ABDOMEN));
    float[] levels = new float[(int) Math.max(1, dense.area())];
    int n = 0;
    for (int i = 0; i < log.length; i++) {
      if (dense.at(i % width, i / width)) {
        levels[n++] = log[i];
      }
    }
    double water = n == 0 ? quantile(log, 0.8) : quantile(levels, 0.5);
    float[] toWall = Distances.squaredTo(background());
    for (int i = 0; i < surround.length; i++) {
      double depth = 0.2 + 0.5 * Shapes.step(Math.sqrt(toWall[i]) / (0.07 * width));
      double deep = (1 - depth) * surround[i] + depth * water;
      surround[i] = (float) Math.max(surround[i], deep);
    }
    return surround;
  }

  private float[] continued(Mask from) {
    float[] value = new float[log.length];
    float[] weight = new float[log.length];
    double floor = quantile(log, 0.02) + 0.1 * (quantile(log, 0.95) - quantile(log, 0.02));
    for (int i = 0; i < log.length; i++) {
      // direct exposure beside the body says nothing about tissue
      if (from.at(i % width, i / width) && log[i] > floor) {
        weight[i] = 1;
        value[i] = log[i];
      }
    }
    float[] sum = Blur.gaussian(value, width, height, CONTINUED * width);
    float[] count = Blur.gaussian(weight, width, height, CONTINUED * width);
    double rest = quantile(log, 0.8);
    for (int i = 0; i < sum.length; i++) {
      sum[i] = (float) ((sum[i] + 0.02 * rest) / (count[i] + 0.02));
    }
    return sum;
  }

  /**
   * The field carried a little beyond the lung, where it lies against heart or dome: masks end a
   * pixel early, and an unfilled rim of lung would stay as a dark seam.
   */
  float[] seamless(float[] share) {
    int reach = (int) Math.ceil(0.012 * width);
    float[] out = share.clone();
    Mask closed = anatomy.lungs().or(background());
    for (int pass = 0; pass < reach; pass++) {
      float[] before = out.clone();
      for (int y = 1; y < height - 1; y++) {
        for (int x = 1; x < width - 1; x++) {
          int i = y * width + x;
          if (!closed.at(x, y)) {
            float near =
                Math.max(
                    Math.max(before[i - 1], before[i + 1]),
                    Math.max(before[i - width], before[i + width]));
            out[i] = Math.max(before[i], 0.96f * near);
          }
        }
      }
    }
    return out;
  }

  private static double quantile(float[] values, double share) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))];
  }
}
