package ai.chestnut.evaluation;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Statistics of one set of films, dealt at random to {@value #GROUPS} groups as they come, so that
 * distances at smaller sizes and without a group can be had later without the films. Memory does
 * not grow with their number.
 */
public final class FrechetGroups {

  /** A number with many divisors: halves, thirds and quarters are whole groups. */
  static final int GROUPS = 12;

  private final int dimension;
  private final List<SetStatistics> groups;

  /**
   * @param dimension numbers per point
   */
  public FrechetGroups(int dimension) {
    this.dimension = dimension;
    this.groups =
        IntStream.range(0, GROUPS).mapToObj(group -> new SetStatistics(dimension)).toList();
  }

  /** Points of films, each by itself. */
  public static FrechetGroups of(double[][] points) {
    if (points.length == 0) {
      throw new RequestException("set of films", "", "none", "at least " + 2 * GROUPS);
    }
    FrechetGroups groups = new FrechetGroups(points[0].length);
    for (int i = 0; i < points.length; i++) {
      groups.add(i, points[i]);
    }
    return groups;
  }

  /**
   * Takes in one film.
   *
   * @param unit number of the film, or of its patient so that a patient's films stay together;
   *     units 0 to 11, 12 to 23 and so on are dealt one to each group
   */
  public void add(long unit, double[] point) {
    int[] deal = RandomStream.of(0, unit / GROUPS, "frechet groups").permutation(GROUPS);
    groups.get(deal[(int) (unit % GROUPS)]).add(point);
  }

  /** Takes in another shard of the same set. */
  public void merge(FrechetGroups other) {
    for (int group = 0; group < GROUPS; group++) {
      groups.get(group).merge(other.groups.get(group));
    }
  }

  /** All films. */
  public SetStatistics whole() {
    return SetStatistics.merged(dimension, groups);
  }

  /** Groups first, first + step, ... but one; -1 leaves out none. */
  SetStatistics part(int first, int step, int without) {
    List<SetStatistics> chosen = new ArrayList<>();
    for (int group = first; group < GROUPS; group += step) {
      if (group != without) {
        chosen.add(groups.get(group));
      }
    }
    return SetStatistics.merged(dimension, chosen);
  }

  /** Films of the smallest group. */
  long smallest() {
    return groups.stream().mapToLong(SetStatistics::count).min().orElseThrow();
  }
}
