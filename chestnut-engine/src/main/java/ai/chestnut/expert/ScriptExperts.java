package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Experts from elsewhere that sit in a panel, by the name that the caller gave each. One that has
 * the name of a seat, such as {@code finding-classifier}, takes it: what it sees goes before the
 * gates and into the masks. One of another name is heard, and only its scores are kept.
 */
public record ScriptExperts(SortedMap<String, ScriptExpert> byName) {

  public static final ScriptExperts NONE = new ScriptExperts(new TreeMap<>());

  /** The seats that can be taken. */
  public static final List<String> SEATS =
      List.of(FindingClassifier.NAME, AnatomySegmenter.NAME, LesionSegmenter.NAME);

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public ScriptExperts {
    byName = Collections.unmodifiableSortedMap(new TreeMap<>(byName));
    byName.forEach(ScriptExperts::requireName);
  }

  private static void requireName(String name, ScriptExpert expert) {
    if (!NAME.matcher(name).matches() || name.startsWith("filter-") || name.startsWith("judge-")) {
      throw new RequestException(
          "expert",
          "--expert",
          "the name '" + name + "'",
          "letters, digits, dots and hyphens, and neither filter- nor judge- before them");
    }
    if (SEATS.contains(name) && !expert.seat().equals(name)) {
      throw new RequestException(
          "expert",
          "--expert " + name,
          "a file for the seat " + expert.seat(),
          "one for this seat");
    }
  }

  /** Whether one of them takes the seat. */
  boolean holds(String seat) {
    return byName.containsKey(seat);
  }

  /** What each of them sees. */
  SortedMap<String, ScriptSight> look(Radiograph film) {
    SortedMap<String, ScriptSight> sights = new TreeMap<>();
    byName.forEach((name, expert) -> sights.put(name, expert.look(film)));
    return sights;
  }

  /** The sight of the one that took the seat. */
  static Optional<ScriptSight> at(String seat, Map<String, ScriptSight> sights) {
    return Optional.ofNullable(sights.get(seat));
  }
}
