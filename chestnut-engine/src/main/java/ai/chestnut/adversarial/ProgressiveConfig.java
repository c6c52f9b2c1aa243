package ai.chestnut.adversarial;

import ai.chestnut.failure.RequestException;
import java.util.List;

/**
 * Shape of a progressively grown pair of networks for films of one grey channel.
 *
 * @param latent numbers in a latent
 * @param channels widths at 4, 8, 16, ... pixels; as many as there are levels
 * @param group films over which the critic looks for variety: it divides its batches into groups of
 *     so many; 0 for the whole batch
 */
public record ProgressiveConfig(int latent, List<Integer> channels, int group) {

  /** Pixels a side at level 0. */
  public static final int FIRST_SIDE = 4;

  private static final int MOST_LEVELS = 9;

  public ProgressiveConfig {
    channels = List.copyOf(channels);
    if (latent < 2) {
      throw new RequestException(
          "progressive networks", "latent", Integer.toString(latent), "at least 2");
    }
    if (channels.isEmpty()
        || channels.size() > MOST_LEVELS
        || channels.stream().anyMatch(width -> width < 1)) {
      throw new RequestException(
          "progressive networks",
          "channels",
          channels.toString(),
          "one to " + MOST_LEVELS + " widths, the first at 4 pixels");
    }
    if (group < 0 || group == 1) {
      throw new RequestException(
          "progressive networks", "group", Integer.toString(group), "0, or at least 2");
    }
  }

  /** Levels from 4 pixels to the full side. */
  public int levels() {
    return channels.size();
  }

  /** Pixels a side at a level: 4, 8, 16, ... */
  public int sideAt(int level) {
    return FIRST_SIDE << level;
  }

  /** Pixels a side of finished films. */
  public int side() {
    return sideAt(levels() - 1);
  }

  /** The level of a side, such as 3 of 32. */
  public int levelOf(int side) {
    for (int level = 0; level < levels(); level++) {
      if (sideAt(level) == side) {
        return level;
      }
    }
    throw new RequestException(
        "progressive networks", "side", Integer.toString(side), "4, 8, 16, ... to " + side());
  }

  /** Everything is grown and nothing fades. */
  public Growth grown() {
    return new Growth(levels() - 1, 1);
  }

  /** The smallest that still has every part. */
  public static ProgressiveConfig mu() {
    return new ProgressiveConfig(8, List.of(8, 8, 4, 4), 4);
  }
}
