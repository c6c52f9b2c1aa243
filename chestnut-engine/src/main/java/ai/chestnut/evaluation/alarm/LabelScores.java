package ai.chestnut.evaluation.alarm;

import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.vocabulary.Finding;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How well what is read off films agrees with what is said of them. */
public final class LabelScores {

  /** Least films with, and least films without a finding, in a whole set, for it to be counted. */
  public static final int LEAST = 5;

  private final List<FilmEntry> entries;
  private final List<Map<Finding, Double>> scores;
  private final Map<String, Long> counts = new HashMap<>();

  /**
   * @param scores of each film, by finding
   */
  public LabelScores(List<FilmEntry> entries, List<Map<Finding, Double>> scores) {
    this.entries = List.copyOf(entries);
    this.scores = List.copyOf(scores);
  }

  /** The findings that enough films have, enough lack, and somebody scores. */
  public List<Finding> findings() {
    return Arrays.stream(Finding.values())
        .filter(finding -> count(finding, 1) >= LEAST && count(finding, 0) >= LEAST)
        .toList();
  }

  private long count(Finding finding, int label) {
    return counts.computeIfAbsent(finding.slug() + label, key -> counted(finding, label));
  }

  private long counted(Finding finding, int label) {
    return IntStream.range(0, entries.size())
        .filter(i -> labelled(i, i, finding) && label(i, finding) == label)
        .count();
  }

  /**
   * Mean area under the curve over the findings that these films define, each with the weight
   * {@code p q / (p + q)} of its p films with and q films without: about the inverse of its
   * variance, so that rare findings add no more noise than they must.
   */
  public double meanAuroc(List<Finding> findings, int[] films) {
    return meanAuroc(findings, films, films);
  }

  /**
   * The same with the labels of other films.
   *
   * @param labelled whose labels each film is held against, as many
   */
  double meanAuroc(List<Finding> findings, int[] films, int[] labelled) {
    double sum = 0;
    double weights = 0;
    for (Finding finding : findings) {
      double area = auroc(finding, films, labelled);
      if (!Double.isNaN(area)) {
        double with = count(finding, 1);
        double without = count(finding, 0);
        double weight = with * without / (with + without);
        sum += weight * area;
        weights += weight;
      }
    }
    return sum / weights;
  }

  /** Area under the curve; NaN where all of these films have the finding, or none. */
  public double auroc(Finding finding, int[] films) {
    return auroc(finding, films, films);
  }

  /** Mann and Whitney (1947), by mean ranks. */
  private double auroc(Finding finding, int[] films, int[] labelled) {
    int[] known =
        IntStream.range(0, films.length)
            .filter(i -> labelled(films[i], labelled[i], finding))
            .boxed()
            .sorted(Comparator.comparingDouble(i -> score(films[i], finding)))
            .mapToInt(Integer::intValue)
            .toArray();
    double rankSum = 0;
    int positives = 0;
    for (int from = 0, to; from < known.length; from = to) {
      to = from;
      double tied = score(films[known[from]], finding);
      int hits = 0;
      while (to < known.length && score(films[known[to]], finding) == tied) {
        hits += label(labelled[known[to++]], finding) == 1 ? 1 : 0;
      }
      rankSum += hits * (from + to + 1) / 2.0;
      positives += hits;
    }
    double negatives = known.length - positives;
    return (rankSum - positives * (positives + 1) / 2.0) / (positives * negatives);
  }

  /** Harmonic mean of precision and recall of "score at least one half"; NaN without positives. */
  public double f1(Finding finding, int[] films) {
    double hits = 0;
    double said = 0;
    double there = 0;
    for (int film : films) {
      if (labelled(film, film, finding)) {
        boolean seen = score(film, finding) >= 0.5;
        boolean shown = label(film, finding) == 1;
        hits += seen && shown ? 1 : 0;
        said += seen ? 1 : 0;
        there += shown ? 1 : 0;
      }
    }
    return there == 0 ? Double.NaN : 2 * hits / (said + there);
  }

  private boolean labelled(int film, int other, Finding finding) {
    Integer label = entries.get(other).labels().get(finding);
    return label != null && label >= 0 && scores.get(film).containsKey(finding);
  }

  private int label(int film, Finding finding) {
    return entries.get(film).labels().getOrDefault(finding, 0);
  }

  private double score(int film, Finding finding) {
    return scores.get(film).getOrDefault(finding, 0.0);
  }
}
