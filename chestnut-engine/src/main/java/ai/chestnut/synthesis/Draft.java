package ai.chestnut.synthesis;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.study.Facts;
import ai.chestnut.study.Provenance;
import java.util.Map;
import java.util.Optional;

/**
 * A film before anybody has judged it.
 *
 * @param anatomy what the film was made to show, where the system decides that
 * @param pathology likewise
 * @param more facts of this one draft for the study's provenance, each under its own key
 */
public record Draft(
    Radiograph film,
    Optional<AnatomyMap> anatomy,
    Optional<PathologyMap> pathology,
    Map<String, Facts> more) {

  public Draft {
    more = Map.copyOf(more);
  }

  public Draft(Radiograph film, Optional<AnatomyMap> anatomy, Optional<PathologyMap> pathology) {
    this(film, anatomy, pathology, Map.of());
  }

  /** A film of a system that makes no masks. */
  static Draft of(Radiograph film) {
    return new Draft(film, Optional.empty(), Optional.empty());
  }

  Draft with(Map<String, Facts> facts) {
    return new Draft(film, anatomy, pathology, facts);
  }

  /** The provenance of its study. */
  Provenance of(Provenance request) {
    Provenance known = request;
    for (Map.Entry<String, Facts> fact : more.entrySet()) {
      known = known.with(fact.getKey(), fact.getValue());
    }
    return known;
  }
}
