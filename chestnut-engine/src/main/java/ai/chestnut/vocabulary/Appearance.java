package ai.chestnut.vocabulary;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Findings that one film cannot tell apart. What a radiologist calls them depends on the history:
 * airspace opacity is consolidation, and pneumonia where there is fever (Fleischner Society
 * glossary, Bankier et al. 2024).
 */
public final class Appearance {

  private static final List<Set<Finding>> ALIKE =
      List.of(
          EnumSet.of(Finding.CONSOLIDATION, Finding.PNEUMONIA, Finding.BACTERIAL_PNEUMONIA),
          EnumSet.of(Finding.LUNG_OPACITY, Finding.INFILTRATION),
          EnumSet.of(Finding.COVID_19, Finding.VIRAL_PNEUMONIA),
          EnumSet.of(Finding.LUNG_LESION, Finding.NODULE, Finding.MASS),
          EnumSet.of(Finding.PLEURAL_OTHER, Finding.PLEURAL_THICKENING));

  private Appearance() {}

  /** The finding and those that look like it. */
  public static Set<Finding> alike(Finding finding) {
    for (Set<Finding> group : ALIKE) {
      if (group.contains(finding)) {
        return Collections.unmodifiableSet(group);
      }
    }
    return Set.of(finding);
  }
}
