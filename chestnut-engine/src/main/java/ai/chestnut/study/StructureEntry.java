package ai.chestnut.study;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.vocabulary.Anatomy;
import java.util.Arrays;
import java.util.List;

/**
 * One structure of the anatomy map, as {@code study.json} lists it.
 *
 * @param pixels how many carry its code, at least 1
 */
public record StructureEntry(Anatomy structure, long pixels) {

  /** Every structure that the map shows, by code. */
  static List<StructureEntry> of(AnatomyMap map) {
    return Arrays.stream(Anatomy.values())
        .map(structure -> new StructureEntry(structure, map.of(structure).area()))
        .filter(entry -> entry.pixels() > 0)
        .toList();
  }
}
