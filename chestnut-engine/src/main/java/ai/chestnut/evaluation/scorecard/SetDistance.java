package ai.chestnut.evaluation.scorecard;

import ai.chestnut.evaluation.FrechetDistance;
import ai.chestnut.evaluation.KernelDistance;
import ai.chestnut.evaluation.PrecisionRecall;
import ai.chestnut.evaluation.SetStatistics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Figures of one set of points beside a reference. */
enum SetDistance {
  FRECHET("frechet", "Fréchet distance, squared", Better.LOWER),
  FRECHET_AT_INFINITY("frechet-infinity", "Fréchet distance, squared, at endless n", Better.LOWER),
  KERNEL("kernel", "kernel distance (unbiased MMD², cubic)", Better.LOWER),
  PRECISION("precision", "precision", Better.LIKE_REAL),
  RECALL("recall", "recall", Better.HIGHER),
  DENSITY("density", "density", Better.LIKE_REAL),
  COVERAGE("coverage", "coverage", Better.HIGHER);

  private final String id;
  private final String label;
  private final Better better;

  SetDistance(String id, String label, Better better) {
    this.id = id;
    this.label = label;
    this.better = better;
  }

  String id() {
    return id;
  }

  String label() {
    return label;
  }

  Better better() {
    return better;
  }

  /** Those that the words of {@code --metrics} stand for. */
  static List<SetDistance> named(Collection<String> metrics) {
    List<SetDistance> named = new ArrayList<>();
    for (SetDistance distance : values()) {
      String word =
          switch (distance) {
            case FRECHET, FRECHET_AT_INFINITY -> "frechet";
            case KERNEL -> "kernel";
            default -> "prdc";
          };
      if (metrics.contains(word)) {
        named.add(distance);
      }
    }
    return named;
  }

  /**
   * @param reference points [n, d]
   * @param other points [n, d]
   */
  static Map<SetDistance, Double> between(
      double[][] reference, double[][] other, List<SetDistance> wanted) {
    Map<SetDistance, Double> found = new EnumMap<>(SetDistance.class);
    if (wanted.contains(FRECHET)) {
      found.put(FRECHET, frechet(reference, other));
    }
    if (wanted.contains(FRECHET_AT_INFINITY)) {
      found.put(FRECHET_AT_INFINITY, atInfinity(reference, other));
    }
    if (wanted.contains(KERNEL)) {
      found.put(KERNEL, KernelDistance.between(reference, other));
    }
    if (wanted.contains(PRECISION)) {
      int k = Math.min(PrecisionRecall.USUAL_K, Math.min(reference.length, other.length) - 1);
      PrecisionRecall neighbours = PrecisionRecall.of(reference, other, k);
      found.put(PRECISION, neighbours.precision());
      found.put(RECALL, neighbours.recall());
      found.put(DENSITY, neighbours.density());
      found.put(COVERAGE, neighbours.coverage());
    }
    return found;
  }

  private static double frechet(double[][] reference, double[][] other) {
    return Math.min(reference.length, other.length) < reference[0].length
        ? FewPointsFrechet.between(reference, other)
        : FrechetDistance.between(SetStatistics.of(reference), SetStatistics.of(other));
  }

  /**
   * The bias of the distance falls as c / n (Chong and Forsyth 2020, section 3): of a whole draw it
   * is half that of its halves, so twice the one less the mean of the others has none of it. NaN
   * where a half has fewer films than two for each feature, for there the bias is no such line.
   */
  private static double atInfinity(double[][] reference, double[][] other) {
    int half = Math.min(reference.length, other.length) / 2;
    if (half < 2 * reference[0].length) {
      return Double.NaN;
    }
    double halves =
        frechet(every2nd(reference, 0, half), every2nd(other, 0, half))
            + frechet(every2nd(reference, 1, half), every2nd(other, 1, half));
    return 2 * frechet(reference, other) - halves / 2;
  }

  /** Draws stand source by source: every second film has their mix. */
  private static double[][] every2nd(double[][] points, int from, int count) {
    return IntStream.range(0, count).mapToObj(i -> points[2 * i + from]).toArray(double[][]::new);
  }
}
