package ai.chestnut.evaluation.reading;

import ai.chestnut.vocabulary.Finding;
import java.util.BitSet;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the judges saw in a film, beside what was said of it.
 *
 * @param probabilities of the findings that the judge knows, calibrated, 0 to 1
 * @param measures by name; see {@link ExpertJudge} for the names. A measure that says nothing of
 *     this film has no entry
 * @param lungs declared and seen, where lungs were declared
 */
public record Judged(
    Map<Finding, Double> probabilities,
    SortedMap<String, Double> measures,
    Optional<LungPair> lungs) {

  /** Nobody looked. */
  public static final Judged NOTHING =
      new Judged(Map.of(), Collections.emptySortedMap(), Optional.empty());

  public Judged {
    probabilities = Map.copyOf(probabilities);
    measures = Collections.unmodifiableSortedMap(new TreeMap<>(measures));
  }

  /** Lungs on a grid of 64 x 64, small enough to compare those of any film with any other's. */
  public record LungPair(BitSet declared, BitSet seen) {

    /** Side of the grid. */
    public static final int SIDE = 64;

    /** Dice of one film's declared lungs with what was seen in another, or the same, film. */
    public double dice(LungPair other) {
      BitSet both = (BitSet) declared.clone();
      both.and(other.seen);
      int sum = declared.cardinality() + other.seen.cardinality();
      return sum == 0 ? 1 : 2.0 * both.cardinality() / sum;
    }
  }
}
