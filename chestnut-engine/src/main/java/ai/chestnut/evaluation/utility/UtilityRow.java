package ai.chestnut.evaluation.utility;

import ai.chestnut.evaluation.Interval;
import java.util.List;
import java.util.Optional;

/**
 * One measure of one arm.
 *
 * @param arm its name
 * @param measure its name; higher is better
 * @param value mean over the seeds, with its interval
 * @param gain over the reference arm on the same test people and seeds; empty for that arm itself
 * @param perSeed the measure of each seed's net on all test films
 * @param real training films that were real, mean over the seeds
 * @param synthetic training films that were synthetic, mean over the seeds
 */
public record UtilityRow(
    String arm,
    String measure,
    Interval value,
    Optional<Interval> gain,
    List<Double> perSeed,
    double real,
    double synthetic) {

  public UtilityRow {
    perSeed = List.copyOf(perSeed);
  }
}
