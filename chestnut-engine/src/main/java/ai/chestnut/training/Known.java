package ai.chestnut.training;

import ai.chestnut.prompt.Prompt;
import ai.chestnut.vocabulary.Finding;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of a film that experts learn from; what is not known teaches nothing.
 *
 * @param structures for every pixel, row-major, the structures that it may be: bit 0 background,
 *     bit c the anatomy code c; empty where nothing is known
 * @param knownLayers bit o for every overlap layer of ordinal o that is known
 * @param layers for every pixel the layers that cover it; of no meaning beyond the known ones
 * @param knownLesions bit f for every finding of ordinal f whose place is known
 * @param lesions for every pixel the findings that lie there; empty where no place is known
 * @param labels 1 present, 0 absent; uncertain and unlabelled findings have no entry
 * @param prompt view, sex, age and observations, as far as they are known
 */
record Known(
    Optional<short[]> structures,
    int knownLayers,
    byte[] layers,
    int knownLesions,
    Optional<int[]> lesions,
    Map<Finding, Integer> labels,
    Prompt prompt) {

  /** Any structure at all. */
  static final short ANYTHING = 0x1FF;
}
