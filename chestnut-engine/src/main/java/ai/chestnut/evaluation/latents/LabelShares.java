package ai.chestnut.evaluation.latents;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How often one classifier sees each finding in a set of films, and how often two together: what
 * two sets are held against each other by. A classifier's own errors stand in both.
 *
 * @param films how many
 * @param findings in the classifier's order
 * @param shares of the films with each finding, 0 to 1
 * @param together of the films with both, the share itself on the diagonal
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record LabelShares(int films, List<Finding> findings, double[] shares, double[][] together) {

  private static final double SEEN = 0.5;

  /**
   * Of the probabilities that the classifier gives each film.
   *
   * @param seen one map for each film; those of one classifier
   */
  public static LabelShares of(List<Finding> findings, List<Map<Finding, Double>> seen) {
    if (seen.isEmpty() || findings.isEmpty()) {
      throw new RequestException(
          "label shares",
          "",
          seen.size() + " films, " + findings.size() + " findings",
          "at least one of each");
    }
    int k = findings.size();
    double[][] together = new double[k][k];
    for (Map<Finding, Double> film : seen) {
      for (int i = 0; i < k; i++) {
        for (int j = 0; j < k; j++) {
          boolean both = sees(film, findings.get(i)) && sees(film, findings.get(j));
          together[i][j] += both ? 1.0 / seen.size() : 0;
        }
      }
    }
    double[] shares = new double[k];
    for (int i = 0; i < k; i++) {
      shares[i] = together[i][i];
    }
    return new LabelShares(seen.size(), List.copyOf(findings), shares, together);
  }

  private static boolean sees(Map<Finding, Double> film, Finding finding) {
    return film.getOrDefault(finding, 0.0) >= SEEN;
  }

  /** Mean absolute difference of the shares of two sets that one classifier has seen. */
  public double shareDifference(LabelShares other) {
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      sum += Math.abs(shares[i] - other.shares[i]);
    }
    return sum / shares.length;
  }

  /** The same of all pairs of two different findings. */
  public double pairDifference(LabelShares other) {
    double sum = 0;
    int pairs = 0;
    for (int i = 0; i < shares.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += Math.abs(together[i][j] - other.together[i][j]);
        pairs++;
      }
    }
    return pairs == 0 ? 0 : sum / pairs;
  }

  /** For JSON: shares by slug, and the pairs that occur at all. */
  public Map<String, Object> described() {
    Map<String, Object> own = new LinkedHashMap<>();
    Map<String, Object> pairs = new LinkedHashMap<>();
    for (int i = 0; i < shares.length; i++) {
      own.put(findings.get(i).slug(), shares[i]);
      for (int j = i + 1; j < shares.length; j++) {
        if (together[i][j] > 0) {
          pairs.put(findings.get(i).slug() + " + " + findings.get(j).slug(), together[i][j]);
        }
      }
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("films", films);
    root.put("shares", own);
    root.put("together", pairs);
    return root;
  }
}
