package ai.chestnut.evaluation.codec;

import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.evaluation.BinaryScores;
import ai.chestnut.evaluation.Bootstrap;
import ai.chestnut.evaluation.Interval;
import ai.chestnut.evaluation.SampleUnits;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a classifier says of films before and after a codec. Areas under the curve count pairs of
 * films of one source only, so that telling sources apart earns nothing.
 */
final class LogitChanges {

  /** Films with and without a finding below which its area says nothing. */
  private static final int LEAST = 5;

  private final List<Finding> findings;
  private final List<ManifestRow> rows;
  private final double[][] before; // [film][finding]
  private final double[][] after;

  LogitChanges(List<Finding> findings, List<ManifestRow> rows) {
    this.findings = findings;
    this.rows = rows;
    this.before = new double[rows.size()][findings.size()];
    this.after = new double[rows.size()][findings.size()];
  }

  void add(int film, Map<Finding, Double> ofFilm, Map<Finding, Double> ofPassed) {
    for (int i = 0; i < findings.size(); i++) {
      before[film][i] = ofFilm.getOrDefault(findings.get(i), 0.0);
      after[film][i] = ofPassed.getOrDefault(findings.get(i), 0.0);
    }
  }

  /** Mean absolute change over findings, of each film. */
  double[] meanPerFilm() {
    double[] means = new double[rows.size()];
    for (int film = 0; film < means.length; film++) {
      for (int i = 0; i < findings.size(); i++) {
        means[film] += Math.abs(after[film][i] - before[film][i]) / findings.size();
      }
    }
    return means;
  }

  /** The findings of which enough films are labelled with and without. */
  List<CodecFigures.FindingChange> findings() {
    return pairs().stream()
        .map(
            pair ->
                new CodecFigures.FindingChange(
                    pair.finding.slug(),
                    pair.first.positives(),
                    pair.area(pair.first, pair.first.all()),
                    pair.area(pair.second, pair.second.all())))
        .toList();
  }

  /** Mean over those findings of the area before less the area after. */
  Optional<Interval> fall(SampleUnits patients) {
    List<Pair> pairs = pairs();
    if (pairs.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Bootstrap.of("codec/auroc drop")
            .percentile(
                patients,
                films ->
                    pairs.stream()
                        .mapToDouble(pair -> pair.fall(films))
                        .filter(Double::isFinite)
                        .average()
                        .orElse(Double.NaN)));
  }

  private List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < findings.size(); i++) {
      Pair pair = new Pair(i);
      if (pair.usable()) {
        pairs.add(pair);
      }
    }
    return pairs;
  }

  /** One finding's scores of the films that are labelled with it. */
  private final class Pair {

    private final Finding finding;
    private final int[] place; // of each film among the labelled, or -1
    private final int[] strata;
    private final boolean[] truth;
    private final BinaryScores first;
    private final BinaryScores second;

    Pair(int at) {
      this.finding = findings.get(at);
      this.place = new int[rows.size()];
      List<Integer> labelled = new ArrayList<>();
      for (int film = 0; film < place.length; film++) {
        OptionalInt label = rows.get(film).label(finding);
        boolean known = label.isPresent() && label.getAsInt() >= 0;
        place[film] = known ? labelled.size() : -1;
        if (known) {
          labelled.add(film);
        }
      }
      List<String> sources = rows.stream().map(ManifestRow::source).distinct().toList();
      this.strata =
          labelled.stream().mapToInt(film -> sources.indexOf(rows.get(film).source())).toArray();
      this.truth = new boolean[labelled.size()];
      for (int i = 0; i < truth.length; i++) {
        truth[i] = rows.get(labelled.get(i)).label(finding).orElse(0) == 1;
      }
      this.first = scores(labelled, before, at);
      this.second = scores(labelled, after, at);
    }

    private BinaryScores scores(List<Integer> labelled, double[][] logits, int at) {
      return labelled.isEmpty()
          ? BinaryScores.of(new double[1], new boolean[1])
          : BinaryScores.of(
              labelled.stream().mapToDouble(film -> logits[film][at]).toArray(), truth);
    }

    boolean usable() {
      int positives = first.positives();
      return positives >= LEAST
          && truth.length - positives >= LEAST
          && Double.isFinite(area(first, first.all()));
    }

    double area(BinaryScores scores, int[] labelled) {
      return scores.aurocWithin(strata, labelled);
    }

    double fall(int[] films) {
      int[] labelled = Arrays.stream(films).map(film -> place[film]).filter(i -> i >= 0).toArray();
      return area(first, labelled) - area(second, labelled);
    }
  }
}
