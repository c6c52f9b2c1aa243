package ai.chestnut.adversarial;

import java.util.Optional;

/**
 * One latent on its way: where it is, Adam's moments (Kingma and Ba 2015, algorithm 1), and for how
 * many steps it has been good.
 */
final class LatentSlot {

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final float[] start;
  private final double rate;
  private final double[] first;
  private final double[] second;
  private float[] latent;
  private int goodInRow;
  private int moved;
  private Optional<FoundLatent> found = Optional.empty();

  LatentSlot(float[] start, double rate) {
    this.start = start;
    this.rate = rate;
    this.latent = start;
    this.first = new double[start.length];
    this.second = new double[start.length];
  }

  float[] start() {
    return start;
  }

  float[] latent() {
    return latent;
  }

  boolean searching() {
    return found.isEmpty();
  }

  FoundLatent found() {
    return found.orElseThrow();
  }

  /**
   * Stays for good where it has been good for long enough, or at the last step; else moves on. Does
   * nothing any more once it stays.
   *
   * @param here what was seen where it is
   * @param slope of the loss there
   */
  void step(FoundLatent here, float[] slope, int hits, boolean last) {
    if (!searching()) {
      return;
    }
    goodInRow = here.met() ? goodInRow + 1 : 0;
    if (last || goodInRow >= hits) {
      found = Optional.of(here);
    } else {
      move(slope);
    }
  }

  private void move(float[] slope) {
    moved++;
    double correction1 = 1 - Math.pow(BETA_1, moved);
    double correction2 = 1 - Math.pow(BETA_2, moved);
    float[] next = new float[latent.length];
    for (int i = 0; i < next.length; i++) {
      first[i] = BETA_1 * first[i] + (1 - BETA_1) * slope[i];
      second[i] = BETA_2 * second[i] + (1 - BETA_2) * slope[i] * slope[i];
      double scale = Math.sqrt(second[i] / correction2) + EPSILON;
      next[i] = (float) (latent[i] - rate * first[i] / correction1 / scale);
    }
    latent = LatentSphere.projected(next);
  }
}
