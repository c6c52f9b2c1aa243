package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import java.util.List;
import java.util.Map;

/**
 * One manifest of several that a model learns from.
 *
 * @param manifest its folder; films of split train are learnt, of split val held out
 * @param share of a batch that comes from here, relative to the other sources'
 * @param leaveOut column to values whose rows are left out
 */
record FilmSource(String manifest, double share, Map<String, List<String>> leaveOut) {

  FilmSource {
    leaveOut = Map.copyOf(leaveOut);
    if (!(share > 0)) {
      throw new RequestException("source of films", manifest, "share " + share, "above 0");
    }
  }

  /** The sources of a recipe, of which there must be one. */
  static List<FilmSource> some(List<FilmSource> sources) {
    if (sources.isEmpty()) {
      throw new RequestException("recipe", "sources", "none", "at least one source of films");
    }
    return List.copyOf(sources);
  }
}
