package ai.chestnut.adversarial;

import ai.chestnut.failure.DefectException;

/**
 * How far the networks have grown.
 *
 * @param level of the newest block; 0 is 4 pixels
 * @param fade share of the newest block in the film, in [0, 1]; the rest is the level below it,
 *     enlarged. 1 at level 0. Karras et al. 2018, figure 2, where it is alpha
 */
public record Growth(int level, double fade) {

  public Growth {
    if (level < 0 || !(fade >= 0 && fade <= 1) || (level == 0 && fade < 1)) {
      throw new DefectException(
          "growth: got level "
              + level
              + " with fade "
              + fade
              + ", expected a level from 0 and a fade in [0, 1], 1 at level 0");
    }
  }

  /** Whether the level below is still seen. */
  boolean fading() {
    return fade < 1;
  }
}
