package ai.chestnut.synthesis;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.PathologyMap;
import ai.chestnut.radiograph.Radiograph;
import java.util.Optional;

/**
 * A film before anybody has judged it.
 *
 * @param anatomy what the film was made to show, where the system decides that
 * @param pathology likewise
 */
public record Draft(
    Radiograph film, Optional<AnatomyMap> anatomy, Optional<PathologyMap> pathology) {

  /** A film of a system that makes no masks. */
  static Draft of(Radiograph film) {
    return new Draft(film, Optional.empty(), Optional.empty());
  }
}
