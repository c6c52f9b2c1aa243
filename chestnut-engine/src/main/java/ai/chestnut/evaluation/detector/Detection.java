package ai.chestnut.evaluation.detector;

import ai.chestnut.evaluation.BinaryScores;
import ai.chestnut.evaluation.Bootstrap;
import ai.chestnut.evaluation.Interval;
import ai.chestnut.evaluation.SampleUnits;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.random.RandomStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How well synthetic films are told from real ones: 0.5 if a classifier that saw others of both
 * kinds cannot, 1 if it always can. Lopez-Paz and Oquab (2017), with the area under the curve in
 * place of the accuracy, so that sets of unequal size do.
 *
 * <p>Cross-validated by person: every film is scored once a seed, by a classifier that saw no film
 * of that person. Films of one fold are compared with each other alone, as scores of two
 * classifiers cannot be. The interval is that of the seeds' mean, resampled by person.
 *
 * @param discriminator what tells them apart
 * @param auroc area under the curve, mean over the seeds
 * @param real how many real films
 * @param synthetic how many synthetic films
 * @param seeds how often the folds were drawn anew
 * @param perSeed the area of each
 */
public record Detection(
    String discriminator,
    Interval auroc,
    int real,
    int synthetic,
    int seeds,
    List<Double> perSeed) {

  /** Into how many parts the films are dealt. */
  public static final int FOLDS = 5;

  public Detection {
    perSeed = List.copyOf(perSeed);
  }

  /**
   * @param people of each film; nobody is in both kinds
   * @param synthetic of each film, whether it is
   * @param seeds at least 1
   * @throws RequestException if there are fewer people of a kind than folds
   */
  public static Detection of(
      Discriminator discriminator,
      List<String> people,
      boolean[] synthetic,
      int seeds,
      Progress progress) {
    int films = synthetic.length;
    int[][] folds = new int[seeds][];
    BinaryScores[] scores = new BinaryScores[seeds];
    List<Double> areas = new ArrayList<>();
    int[] all = IntStream.range(0, films).toArray();
    for (int seed = 0; seed < seeds; seed++) {
      folds[seed] = folds(people, synthetic, seed);
      double[] scored = new double[films];
      for (int fold = 0; fold < FOLDS; fold++) {
        int[] of = folds[seed];
        int here = fold;
        int[] test = Arrays.stream(all).filter(film -> of[film] == here).toArray();
        int[] train = Arrays.stream(all).filter(film -> of[film] != here).toArray();
        double[] said = discriminator.scores(synthetic, train, test, (long) seed * FOLDS + fold);
        for (int i = 0; i < test.length; i++) {
          scored[test[i]] = said[i];
        }
        progress.advance(
            Step.of("telling films apart", (long) seed * FOLDS + fold + 1, (long) seeds * FOLDS));
      }
      scores[seed] = BinaryScores.of(scored, synthetic);
      areas.add(scores[seed].aurocWithin(folds[seed], all));
    }
    Interval auroc =
        Bootstrap.of("detector")
            .percentile(
                SampleUnits.patients(people),
                some ->
                    IntStream.range(0, seeds)
                        .mapToDouble(seed -> scores[seed].aurocWithin(folds[seed], some))
                        .average()
                        .orElseThrow());
    int made = (int) Arrays.stream(all).filter(film -> synthetic[film]).count();
    return new Detection(discriminator.name(), auroc, films - made, made, seeds, areas);
  }

  /** The fold of each film: people of each kind are shuffled and dealt in turn. */
  static int[] folds(List<String> people, boolean[] synthetic, long seed) {
    int[] folds = new int[synthetic.length];
    for (boolean kind : new boolean[] {false, true}) {
      Map<String, List<Integer>> films = new LinkedHashMap<>();
      for (int film = 0; film < synthetic.length; film++) {
        if (synthetic[film] == kind) {
          films.computeIfAbsent(people.get(film), person -> new ArrayList<>()).add(film);
        }
      }
      if (films.size() < FOLDS) {
        throw new RequestException(
            "films",
            "detector",
            films.size() + " people of a kind",
            "at least " + FOLDS + ", one a fold");
      }
      List<List<Integer>> persons = List.copyOf(films.values());
      int[] order =
          RandomStream.of(seed, kind ? 1 : 0, "detector folds").permutation(persons.size());
      for (int place = 0; place < order.length; place++) {
        int fold = place % FOLDS;
        persons.get(order[place]).forEach(film -> folds[film] = fold);
      }
    }
    return folds;
  }
}
