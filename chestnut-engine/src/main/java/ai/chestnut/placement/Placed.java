package ai.chestnut.placement;

import ai.chestnut.layout.AllowedRegion;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Components;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * Where findings lie.
 *
 * @param pathology what is handed on: findings that were asked for, each within its allowed region
 * @param raw what was drawn, before anything was cut away
 * @param tries how often it was drawn until every wanted finding had a place, from 1
 */
public record Placed(PathologyMap pathology, PathologyMap raw, int tries) {

  /** Cuts away what a finding cannot be, and findings that nobody asked for. */
  static PathologyMap cut(PathologyMap raw, Prompt prompt, AnatomyMap anatomy) {
    Map<Finding, Mask> kept = new EnumMap<>(Finding.class);
    regions(prompt, anatomy)
        .forEach(
            (finding, region) ->
                raw.of(finding)
                    .map(mask -> Components.cleaned(mask.and(region)))
                    .filter(mask -> !mask.isEmpty())
                    .ifPresent(mask -> kept.put(finding, mask)));
    return PathologyMap.of(raw.width(), raw.height(), kept);
  }

  /** Of each finding that is wanted, where its observations allow it. */
  static Map<Finding, Mask> regions(Prompt prompt, AnatomyMap anatomy) {
    Map<Finding, Mask> regions = new EnumMap<>(Finding.class);
    for (Observation one : prompt.observations()) {
      if (one.certainty() != Certainty.ABSENT) {
        regions.merge(one.finding(), AllowedRegion.of(one, anatomy), Mask::or);
      }
    }
    return Collections.unmodifiableMap(regions);
  }

  /** The findings that a prompt wants to be seen. */
  static Set<Finding> wanted(Prompt prompt) {
    Set<Finding> wanted = EnumSet.noneOf(Finding.class);
    prompt.observations().stream()
        .filter(one -> one.certainty() != Certainty.ABSENT)
        .forEach(one -> wanted.add(one.finding()));
    return wanted;
  }
}
