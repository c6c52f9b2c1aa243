package ai.chestnut.evaluation.alarm;

import ai.chestnut.evaluation.films.FilmEntry;
import ai.chestnut.evaluation.reading.FilmReading;
import ai.chestnut.evaluation.reading.Readings;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * Reads labels off films by ridge regression (Hoerl and Kennard 1970) on coarse grey, tones and
 * octaves, learned from the real films of the run in {@value #FOLDS} folds of patients. It is no
 * expert: it knows just enough for it to be noticed when labels have nothing to do with films.
 */
final class LabelProbe {

  private static final int FOLDS = 5;

  /** Ridge on standardised numbers, as a share of the films: as many of them as films speak. */
  private static final double RIDGE = 1;

  private final Readings real;
  private final Standard standard;
  private final int[] fold;
  private final List<Map<Finding, double[]>> weights = new ArrayList<>(); // by fold left out

  private LabelProbe(Readings real) {
    this.real = real;
    this.standard = Standard.of(real.films().stream().map(LabelProbe::numbers).toList());
    this.fold = folds(real);
  }

  static LabelProbe fitted(Readings real) {
    LabelProbe probe = new LabelProbe(real);
    List<double[]> rows =
        real.films().stream().map(film -> probe.standard.of(numbers(film))).toList();
    for (int left = 0; left < FOLDS; left++) {
      Map<Finding, double[]> fitted = new EnumMap<>(Finding.class);
      for (Finding finding : Finding.values()) {
        int out = left;
        int[] films =
            IntStream.range(0, real.size())
                .filter(i -> probe.fold[i] != out && label(real.entry(i), finding) >= 0)
                .toArray();
        long with = IntStream.of(films).filter(i -> label(real.entry(i), finding) == 1).count();
        if (with >= LabelScores.LEAST && films.length - with >= LabelScores.LEAST) {
          fitted.put(finding, ridge(rows, real, films, finding));
        }
      }
      probe.weights.add(fitted);
    }
    return probe;
  }

  /** The real films, each read by the probe that has not seen its patient. */
  List<Map<Finding, Double>> outOfFold() {
    return IntStream.range(0, real.size())
        .mapToObj(i -> read(standard.of(numbers(real.films().get(i))), weights.get(fold[i])))
        .toList();
  }

  /** Another film: the mean of the probes. */
  Map<Finding, Double> of(FilmReading film) {
    double[] row = standard.of(numbers(film));
    Map<Finding, Double> sums = new EnumMap<>(Finding.class);
    weights.forEach(
        each ->
            read(row, each).forEach((finding, score) -> sums.merge(finding, score, Double::sum)));
    return sums;
  }

  private static Map<Finding, Double> read(double[] row, Map<Finding, double[]> weights) {
    Map<Finding, Double> scores = new EnumMap<>(Finding.class);
    weights.forEach(
        (finding, w) -> {
          double score = 0;
          for (int i = 0; i < row.length; i++) {
            score += w[i] * row[i];
          }
          scores.put(finding, score);
        });
    return scores;
  }

  private static double[] ridge(List<double[]> rows, Readings real, int[] films, Finding finding) {
    int d = rows.get(0).length;
    DMatrixRMaj x = new DMatrixRMaj(films.length, d);
    DMatrixRMaj y = new DMatrixRMaj(films.length, 1);
    double mean =
        IntStream.of(films).mapToDouble(i -> label(real.entry(i), finding)).average().orElse(0);
    for (int i = 0; i < films.length; i++) {
      System.arraycopy(rows.get(films[i]), 0, x.data, i * d, d);
      y.data[i] = label(real.entry(films[i]), finding) - mean;
    }
    DMatrixRMaj moments = new DMatrixRMaj(d, d);
    CommonOps_DDRM.multTransA(x, x, moments);
    DMatrixRMaj target = new DMatrixRMaj(d, 1);
    CommonOps_DDRM.multTransA(x, y, target);
    for (int i = 0; i < d; i++) {
      moments.add(i, i, RIDGE * films.length);
    }
    DMatrixRMaj weights = new DMatrixRMaj(d, 1);
    CommonOps_DDRM.solve(moments, target, weights);
    return weights.data;
  }

  private static int label(FilmEntry entry, Finding finding) {
    return entry.labels().getOrDefault(finding, -1);
  }

  /** Whole patients, dealt to the folds. */
  private static int[] folds(Readings real) {
    List<String> patients =
        IntStream.range(0, real.size()).mapToObj(i -> real.entry(i).patient()).distinct().toList();
    int[] order = RandomStream.of(0, 0, "alarm/folds").permutation(patients.size());
    Map<String, Integer> folds = new HashMap<>();
    for (int i = 0; i < order.length; i++) {
      folds.put(patients.get(order[i]), i % FOLDS);
    }
    return IntStream.range(0, real.size())
        .map(i -> folds.getOrDefault(real.entry(i).patient(), 0))
        .toArray();
  }

  private static double[] numbers(FilmReading film) {
    double[] coarse = new double[CELLS * CELLS];
    int step = FilmReading.SMALL / CELLS;
    for (int i = 0; i < FilmReading.SMALL * FilmReading.SMALL; i++) {
      int cell = i / FilmReading.SMALL / step * CELLS + i % FilmReading.SMALL / step;
      coarse[cell] += film.small()[i] / (step * step);
    }
    return IntStream.range(0, coarse.length + film.tones().length + film.octaves().length)
        .mapToDouble(
            i ->
                i < coarse.length
                    ? coarse[i]
                    : i < coarse.length + film.tones().length
                        ? film.tones()[i - coarse.length]
                        : film.octaves()[i - coarse.length - film.tones().length])
        .toArray();
  }

  private static final int CELLS = 16;
}
