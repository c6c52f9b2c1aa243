package ai.chestnut.prompt;

import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Zone;
import java.util.List;
import java.util.Optional;

/** Joins statements that say the same of the same finding, one of them perhaps in more detail. */
final class Repetition {

  private Repetition() {}

  /**
   * Adds a sentence to what was said before it: a statement that agrees with an earlier one
   * completes that. Only devices of one sentence are several: "a tube and a left line".
   *
   * @param said by the sentences before; changed
   */
  static void add(List<Observation> said, List<Observation> sentence) {
    int before = said.size();
    for (Observation next : sentence) {
      int match = 0;
      int earlier = next.finding() == Finding.SUPPORT_DEVICES ? before : said.size();
      while (match < earlier && !agree(said.get(match), next)) {
        match++;
      }
      if (match < earlier) {
        said.set(match, union(said.get(match), next));
      } else if (!said.contains(next)) {
        said.add(next);
      }
    }
  }

  /** Whether two statements can be about the same thing: nothing in one contradicts the other. */
  static boolean agree(Observation one, Observation other) {
    return one.finding() == other.finding()
        && one.certainty() == other.certainty()
        && agree(one.laterality(), other.laterality())
        && agree(one.severity(), other.severity())
        && agree(one.zones(), other.zones());
  }

  private static <T> boolean agree(Optional<T> one, Optional<T> other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  private static boolean agree(List<Zone> one, List<Zone> other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  private static Observation union(Observation one, Observation other) {
    return new Observation(
        one.finding(),
        one.laterality().or(other::laterality),
        one.zones().isEmpty() ? other.zones() : one.zones(),
        one.severity().or(other::severity),
        one.certainty());
  }
}
