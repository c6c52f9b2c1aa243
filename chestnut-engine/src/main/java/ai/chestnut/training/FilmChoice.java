package ai.chestnut.training;

import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Draws films so that rare findings are not drowned: a film's weight is that of its rarest finding,
 * count^-rareness.
 */
final class FilmChoice {

  private final double[] cumulative;

  /**
   * @param first of the films that are drawn from; a draw counts from it
   */
  FilmChoice(Captions captions, int first, int films, double rareness) {
    Map<Finding, Integer> counts = new EnumMap<>(Finding.class);
    for (int film = 0; film < films; film++) {
      label(captions, first + film).forEach(finding -> counts.merge(finding, 1, Integer::sum));
    }
    cumulative = new double[films];
    double sum = 0;
    for (int film = 0; film < films; film++) {
      int rarest =
          label(captions, first + film).stream()
              .mapToInt(finding -> counts.getOrDefault(finding, 1))
              .min()
              .orElse(1);
      sum += Math.pow(rarest, -rareness);
      cumulative[film] = sum;
    }
  }

  int draw(RandomStream stream) {
    int at = Arrays.binarySearch(cumulative, stream.uniform(0, cumulative[cumulative.length - 1]));
    return Math.min(cumulative.length - 1, at < 0 ? -at - 1 : at + 1);
  }

  private static List<Finding> label(Captions captions, int film) {
    List<Finding> findings = captions.findings(film);
    return findings.isEmpty() ? List.of(Finding.NO_FINDING) : findings;
  }
}
