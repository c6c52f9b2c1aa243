package ai.chestnut.evaluation;

import ai.chestnut.expert.PlattScaling;
import ai.chestnut.failure.RequestException;
import ai.chestnut.training.FoldPredictions.Prediction;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * A classifier's out-of-fold predictions against the labels, within strata of one source and one
 * pixel size, so that telling collections apart earns nothing; beside a table that knows only
 * source, size, view and sex.
 */
public final class CrossValidation {

  private static final double PRIOR = 2;

  /**
   * What holds for one finding.
   *
   * @param films how many had a label, {@code positives} of them a positive one
   * @param auroc within source and size, out of fold
   * @param table the same of the share of positives among films of the same source, size, view and
   *     sex in the other folds
   * @param gain of the classifier over the table, on the same resamples
   * @param brierSkill of the probabilities, calibrated on the other folds, over the share of
   *     positives in each stratum
   */
  public record Row(
      Finding finding,
      int films,
      int positives,
      Interval auroc,
      Interval table,
      Interval gain,
      Interval brierSkill) {}

  private CrossValidation() {}

  /**
   * The finding's row; empty where too few films have the label.
   *
   * @param predictions of all folds
   */
  public static Optional<Row> of(Finding finding, List<Prediction> predictions) {
    List<Prediction> own = predictions.stream().filter(one -> one.finding() == finding).toList();
    if (own.isEmpty()) {
      return Optional.empty();
    }
    int count = own.size();
    boolean[] truth = new boolean[count];
    double[] logits = new double[count];
    int[] strata = new int[count];
    List<String> names = own.stream().map(CrossValidation::stratum).distinct().toList();
    for (int i = 0; i < count; i++) {
      truth[i] = own.get(i).label();
      logits[i] = own.get(i).logit();
      strata[i] = names.indexOf(stratum(own.get(i)));
    }
    double[] rates = rates(own, one -> stratum(one) + "/" + one.view() + "/" + one.sex());
    BinaryScores scores = BinaryScores.of(logits, truth);
    BinaryScores table = BinaryScores.of(rates, truth);
    BinaryScores probabilities = BinaryScores.of(calibrated(own), truth);
    double[] shares = rates(own, CrossValidation::stratum);
    SampleUnits patients = SampleUnits.patients(own.stream().map(Prediction::patient).toList());
    String purpose = "cross-validation/" + finding.slug();
    try {
      return Optional.of(
          new Row(
              finding,
              count,
              scores.positives(),
              Bootstrap.of(purpose)
                  .percentile(patients, films -> scores.aurocWithin(strata, films)),
              Bootstrap.of(purpose).percentile(patients, films -> table.aurocWithin(strata, films)),
              Bootstrap.of(purpose)
                  .percentile(
                      patients,
                      films ->
                          scores.aurocWithin(strata, films) - table.aurocWithin(strata, films)),
              Bootstrap.of(purpose)
                  .percentile(patients, films -> skill(probabilities, shares, truth, films))));
    } catch (RequestException tooFew) {
      return Optional.empty();
    }
  }

  /**
   * The mean of several findings' figures, with the interval of that mean: all of them on the same
   * resampled patients.
   *
   * @param figure 0 the AUROC, 1 the gain over the table
   */
  public static Interval mean(List<Finding> findings, List<Prediction> predictions, int figure) {
    List<String> patients = predictions.stream().map(Prediction::patient).distinct().toList();
    Map<String, List<Prediction>> byPatient = new HashMap<>();
    predictions.forEach(
        one -> byPatient.computeIfAbsent(one.patient(), key -> new ArrayList<>()).add(one));
    Map<Finding, Map<Prediction, Double>> rates = new HashMap<>();
    for (Finding finding : findings) {
      List<Prediction> own = predictions.stream().filter(p -> p.finding() == finding).toList();
      double[] rate = rates(own, one -> stratum(one) + "/" + one.view() + "/" + one.sex());
      Map<Prediction, Double> byOne = new HashMap<>();
      for (int i = 0; i < rate.length; i++) {
        byOne.put(own.get(i), rate[i]);
      }
      rates.put(finding, byOne);
    }
    return Bootstrap.of("cross-validation/mean/" + figure)
        .withResamples(500)
        .percentile(
            SampleUnits.films(patients.size()),
            drawn -> {
              double sum = 0;
              for (Finding finding : findings) {
                List<Prediction> some = new ArrayList<>();
                for (int patient : drawn) {
                  for (Prediction one : byPatient.getOrDefault(patients.get(patient), List.of())) {
                    if (one.finding() == finding) {
                      some.add(one);
                    }
                  }
                }
                double area = within(some, some.stream().mapToDouble(Prediction::logit).toArray());
                Map<Prediction, Double> rate = rates.getOrDefault(finding, Map.of());
                sum +=
                    figure == 0
                        ? area
                        : area
                            - within(
                                some,
                                some.stream()
                                    .mapToDouble(one -> rate.getOrDefault(one, 0.5))
                                    .toArray());
              }
              return sum / findings.size();
            });
  }

  private static double within(List<Prediction> some, double[] values) {
    boolean[] truth = new boolean[values.length];
    int[] strata = new int[values.length];
    Map<String, Integer> numbers = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      truth[i] = some.get(i).label();
      strata[i] = numbers.computeIfAbsent(stratum(some.get(i)), key -> numbers.size());
    }
    BinaryScores scores = BinaryScores.of(values, truth);
    return scores.aurocWithin(strata, scores.all());
  }

  private static String stratum(Prediction one) {
    return one.source() + "/" + one.side();
  }

  private interface Cell {
    String of(Prediction one);
  }

  /** The share of positives among films of the same cell in the other folds, shrunk to a half. */
  private static double[] rates(List<Prediction> own, Cell cell) {
    double[] rates = new double[own.size()];
    Map<String, double[]> sums = new HashMap<>(); // fold/cell -> positives, films
    for (Prediction one : own) {
      double[] sum = sums.computeIfAbsent(one.fold() + "|" + cell.of(one), key -> new double[2]);
      sum[0] += one.label() ? 1 : 0;
      sum[1]++;
    }
    List<Integer> folds = own.stream().map(Prediction::fold).distinct().toList();
    for (int i = 0; i < rates.length; i++) {
      double positives = PRIOR / 2;
      double films = PRIOR;
      for (int fold : folds) {
        double[] sum = sums.get(fold + "|" + cell.of(own.get(i)));
        if (fold != own.get(i).fold() && sum != null) {
          positives += sum[0];
          films += sum[1];
        }
      }
      rates[i] = positives / films;
    }
    return rates;
  }

  /** Probabilities by a Platt scale that was fitted on the other folds, one for each stratum. */
  private static double[] calibrated(List<Prediction> own) {
    double[] probabilities = new double[own.size()];
    for (int i = 0; i < probabilities.length; i++) {
      probabilities[i] = Double.NaN;
    }
    List<Integer> folds = own.stream().map(Prediction::fold).distinct().toList();
    List<String> strata = own.stream().map(CrossValidation::stratum).distinct().toList();
    for (int fold : folds) {
      for (String stratum : strata) {
        List<Prediction> others =
            own.stream().filter(one -> one.fold() != fold && stratum(one).equals(stratum)).toList();
        DoubleUnaryOperator scale = scale(others);
        for (int i = 0; i < probabilities.length; i++) {
          if (own.get(i).fold() == fold && stratum(own.get(i)).equals(stratum)) {
            probabilities[i] = scale.applyAsDouble(own.get(i).logit());
          }
        }
      }
    }
    return probabilities;
  }

  /** The share of positives stands for the scale where the films are all of one kind. */
  private static DoubleUnaryOperator scale(List<Prediction> known) {
    double[] logits = known.stream().mapToDouble(Prediction::logit).toArray();
    boolean[] present = new boolean[logits.length];
    int positives = 0;
    for (int i = 0; i < present.length; i++) {
      present[i] = known.get(i).label();
      positives += present[i] ? 1 : 0;
    }
    if (positives == 0 || positives == present.length) {
      double share = (positives + PRIOR / 2) / (present.length + PRIOR);
      return logit -> share;
    }
    return PlattScaling.fit(logits, present)::probability;
  }

  private static double skill(
      BinaryScores probabilities, double[] shares, boolean[] truth, int[] films) {
    double climate = 0;
    for (int film : films) {
      double apart = shares[film] - (truth[film] ? 1 : 0);
      climate += apart * apart;
    }
    return 1 - probabilities.brier(films) / (climate / films.length);
  }
}
