package ai.chestnut.training.pairs;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.vocabulary.Finding;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * Machine-made masks of one real film.
 *
 * @param anatomy plausible
 * @param masks one for each finding that its labels confirm and whose place was found
 * @param refused findings that its labels confirm, and why they have no mask
 */
public record PseudoMasks(
    AnatomyMap anatomy, Map<Finding, Traced> masks, Map<Finding, String> refused) {

  /** A mask of the film's size with its origin. */
  public record Traced(Mask mask, Evidence by) {}

  public PseudoMasks {
    masks = Collections.unmodifiableMap(new EnumMap<>(masks));
    refused = Collections.unmodifiableMap(new EnumMap<>(refused));
  }
}
