package ai.chestnut.evaluation.layouts;

import ai.chestnut.layout.PathologyMap;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * How findings come together: the log odds ratio of every pair of findings that is frequent enough
 * in the reference, with half a film added to each cell (Haldane 1956), and the mean absolute
 * difference between two sets.
 */
final class Togetherness {

  private static final int FREQUENT = 5;

  private Togetherness() {}

  /** NaN where fewer than two findings are frequent. */
  static double difference(List<PathologyMap> reference, List<PathologyMap> made) {
    List<Finding> frequent = new ArrayList<>();
    for (Finding finding : Finding.values()) {
      if (reference.stream().filter(map -> map.of(finding).isPresent()).count() >= FREQUENT) {
        frequent.add(finding);
      }
    }
    double sum = 0;
    int pairs = 0;
    for (int a = 0; a < frequent.size(); a++) {
      for (int b = a + 1; b < frequent.size(); b++) {
        sum +=
            Math.abs(
                logOdds(reference, frequent.get(a), frequent.get(b))
                    - logOdds(made, frequent.get(a), frequent.get(b)));
        pairs++;
      }
    }
    return sum / pairs;
  }

  private static double logOdds(List<PathologyMap> maps, Finding one, Finding other) {
    double[] cells = {0.5, 0.5, 0.5, 0.5};
    for (PathologyMap map : maps) {
      int cell = (map.of(one).isPresent() ? 2 : 0) + (map.of(other).isPresent() ? 1 : 0);
      cells[cell]++;
    }
    return Math.log(cells[3] * cells[0] / (cells[1] * cells[2]));
  }
}
