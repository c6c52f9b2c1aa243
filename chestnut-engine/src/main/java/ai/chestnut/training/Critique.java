package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import java.util.List;

/**
 * A patch critic beside a codec. It learns alone first: a codec that listens to a critic from its
 * first step keeps ahead of it, and it never learns anything.
 *
 * @param channels its widths at 1/2, 1/4, ... of the film's size
 * @param from share of the training before which there is no critic: it would learn to tell a codec
 *     that has learned nothing yet
 * @param weight of the critic's gradient at the last layer, relative to that of the likeness; small
 *     keeps pixels true, large makes detail up
 * @param most largest factor on the critic's loss that this may need; small keeps a critic that
 *     knows nothing from being listened to
 */
public record Critique(List<Integer> channels, double from, double weight, double most) {

  /** Share of the training in which it learns alone. */
  private static final double ALONE = 0.05;

  /** Share of the training over which its weight then rises to the full. */
  private static final double RISE = 0.1;

  public Critique {
    channels = List.copyOf(channels);
    if (!(from >= 0 && from <= 1) || !(weight >= 0) || !(most > 0)) {
      throw new RequestException(
          "critic",
          "from, weight, most",
          from + ", " + weight + ", " + most,
          "from in [0, 1], weight at least 0, most above 0");
    }
  }

  /** Whether it learns when this share of the training is done. */
  boolean learns(double share) {
    return share >= from;
  }

  /** How far the codec listens to it when this share of the training is done, in [0, 1]. */
  double heard(double share) {
    return Math.max(0, Math.min(1, (share - from - ALONE) / RISE));
  }
}
