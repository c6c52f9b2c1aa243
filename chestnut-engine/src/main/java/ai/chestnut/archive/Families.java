package ai.chestnut.archive;

import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which studies belong together, and the split that each family goes to. Studies made of the same
 * noise are one family, and so are those whose films are nearly the same; a family is never parted.
 */
final class Families {

  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final int[] parent;

  /**
   * @param roots the family of each study that the plan knows of, by index
   * @param near studies whose films are nearly the same
   */
  Families(int[] roots, List<NearDuplicates.Pair> near) {
    this.parent = roots.clone();
    near.forEach(pair -> join(pair.later(), pair.earlier()));
  }

  private void join(int one, int other) {
    int first = root(one);
    int second = root(other);
    if (first == second) {
      return;
    }
    parent[Math.max(first, second)] = Math.min(first, second);
  }

  /** The first study of a study's family. */
  int root(int study) {
    int at = study;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /**
   * The split of each study, as a place in {@link Splits#NAMES}. Cell by cell the families, in an
   * order drawn by the seed, take the next point of a sequence that fills the unit interval evenly
   * (multiples of the golden ratio, Weyl 1916), and the shares divide that interval: so the shares
   * hold in every cell as well as whole families can.
   *
   * @param cells the cell of each study
   */
  int[] splits(Splits shares, long seed, int[] cells) {
    Map<Integer, List<Integer>> rootsOfCell = new TreeMap<>();
    for (int study = 0; study < parent.length; study++) {
      if (root(study) == study) {
        rootsOfCell.computeIfAbsent(cells[study], cell -> new ArrayList<>()).add(study);
      }
    }
    int[] splitOfRoot = new int[parent.length];
    double point = RandomStream.of(seed, 0, "split").nextDouble();
    for (List<Integer> roots : rootsOfCell.values()) {
      roots.sort(
          Comparator.<Integer>comparingLong(
                  root -> RandomStream.of(seed, root, "split of a family").nextLong())
              .thenComparing(root -> root));
      for (int root : roots) {
        splitOfRoot[root] = at(point, shares);
        point = (point + GOLDEN) % 1;
      }
    }
    int[] splits = new int[parent.length];
    Arrays.setAll(splits, study -> splitOfRoot[root(study)]);
    return splits;
  }

  private static int at(double point, Splits shares) {
    double sum = 0;
    int last = 0;
    for (int split = 0; split < Splits.NAMES.size(); split++) {
      if (shares.share(split) > 0) {
        last = split;
        sum += shares.share(split);
        if (point < sum) {
          return split;
        }
      }
    }
    return last; // rounding
  }
}
