package ai.chestnut.evaluation.alignment;

import ai.chestnut.vocabulary.Finding;
import java.util.Map;

/**
 * What an aligner can do on films whose reports, and some of whose findings' places, are known.
 *
 * @param films that were looked at
 * @param reports different sets of observations among them, one report each
 * @param reportOfFilm for k the share of films whose report is among the k best, and by chance
 * @param filmOfReport for k the share of reports of which a right film is among the k best, and by
 *     chance
 * @param placed findings of films whose place is known
 * @param pointing share of them that the best patch of their words touches, and by chance
 * @param pointingByFinding the same for each finding, with how many there were
 */
public record AlignmentFigures(
    int films,
    int reports,
    Map<Integer, AgainstChance> reportOfFilm,
    Map<Integer, AgainstChance> filmOfReport,
    int placed,
    AgainstChance pointing,
    Map<Finding, Placed> pointingByFinding) {

  /** A share, and what it would be without any skill. */
  public record AgainstChance(double share, double chance) {}

  /** How many, and of how many the place was found. */
  public record Placed(int count, int found) {}
}
