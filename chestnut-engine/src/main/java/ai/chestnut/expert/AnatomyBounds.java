package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Anatomy;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What plausible anatomy measures.
 *
 * @param areas structure (slug, such as {@code left-lung}) to its share of the film
 * @param cardiothoracicRatio empty: not gated
 */
public record AnatomyBounds(Map<String, Range> areas, Optional<Range> cardiothoracicRatio) {

  public AnatomyBounds {
    areas = Collections.unmodifiableMap(new TreeMap<>(areas));
    for (String slug : areas.keySet()) {
      if (Anatomy.named(slug).isEmpty()) {
        throw new RequestException(
            "anatomy bounds", "areas", "'" + slug + "'", "a structure such as left-lung");
      }
    }
  }

  Optional<Range> area(Anatomy structure) {
    return Optional.ofNullable(areas.get(structure.slug()));
  }
}
