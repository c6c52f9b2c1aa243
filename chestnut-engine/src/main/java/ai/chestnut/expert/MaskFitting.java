package ai.chestnut.expert;

import ai.chestnut.layout.Mask;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Fits when a finding gets a mask, and which pixels it has, on films whose lesions are known.
 *
 * <p>A pixel's threshold is the one of a grid with the best mean Dice over the films that show the
 * finding. Presence is the probability of the surest pixel that best tells films with the finding
 * from films without: the largest sensitivity + specificity (Youden 1950), half way between the two
 * films it separates. A finding seen in too few films gets no thresholds, hence no mask.
 */
public final class MaskFitting {

  private static final int LEAST_WITH = 10;
  private static final int LEAST_WITHOUT = 10;
  private static final double STEP = 0.05;
  private static final int STEPS = 19; // 0.05 to 0.95

  private static final class Tally {
    private final double[] dice = new double[STEPS];
    private final List<Double> with = new ArrayList<>();
    private final List<Double> without = new ArrayList<>();
  }

  private final Map<Finding, Tally> tallies = new EnumMap<>(Finding.class);

  /**
   * Takes one film into account.
   *
   * @param probabilities of the finding at every pixel, row-major
   * @param truth its pixels; empty where the film is known not to show it
   */
  public void add(Finding finding, float[] probabilities, Mask truth) {
    Tally tally = tallies.computeIfAbsent(finding, key -> new Tally());
    double highest = 0;
    for (float value : probabilities) {
      highest = Math.max(highest, value);
    }
    if (truth.isEmpty()) {
      tally.without.add(highest);
      return;
    }
    tally.with.add(highest);
    for (int step = 0; step < STEPS; step++) {
      double least = threshold(step);
      Mask seen = Mask.where(truth.width(), truth.height(), i -> probabilities[i] >= least);
      tally.dice[step] += seen.dice(truth);
    }
  }

  /** The thresholds of every finding that was seen often enough, by slug. */
  public Map<String, MaskThreshold> thresholds() {
    Map<String, MaskThreshold> thresholds = new TreeMap<>();
    tallies.forEach(
        (finding, tally) -> {
          if (tally.with.size() >= LEAST_WITH && tally.without.size() >= LEAST_WITHOUT) {
            double pixel = threshold(best(tally.dice));
            double presence = Math.max(pixel, presence(tally));
            thresholds.put(finding.slug(), new MaskThreshold(presence, pixel));
          }
        });
    return thresholds;
  }

  private static double threshold(int step) {
    return STEP * (step + 1);
  }

  private static int best(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  private record Seen(double highest, boolean there) {}

  private static double presence(Tally tally) {
    List<Seen> films = new ArrayList<>();
    tally.with.forEach(highest -> films.add(new Seen(highest, true)));
    tally.without.forEach(highest -> films.add(new Seen(highest, false)));
    films.sort(Comparator.comparingDouble(Seen::highest));
    double threshold = 0;
    double most = 0;
    double youden = 0; // of the cut after each film: specificity - (1 - sensitivity)
    for (int i = 0; i + 1 < films.size(); i++) {
      youden += films.get(i).there() ? -1.0 / tally.with.size() : 1.0 / tally.without.size();
      double next = films.get(i + 1).highest();
      if (youden > most && next > films.get(i).highest()) {
        most = youden;
        threshold = (films.get(i).highest() + next) / 2;
      }
    }
    return threshold;
  }
}
