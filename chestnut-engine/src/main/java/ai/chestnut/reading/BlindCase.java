package ai.chestnut.reading;

import java.util.Optional;

/**
 * One showing of a film, and what readers must not know of it.
 *
 * @param name blinded: drawn at random, tells nothing
 * @param arm where the film comes from
 * @param stratum the finding that its arm's films were balanced by, a slug, or {@code none}
 * @param pair films of different arms with one pair number stand beside each other
 * @param source what the film is called where it comes from
 * @param shows whether the study's finding is there, where anybody knows
 * @param repeatOf the case that this one shows again
 * @param overlay whether masks are known
 */
public record BlindCase(
    String name,
    String arm,
    String stratum,
    int pair,
    String source,
    Optional<Boolean> shows,
    Optional<String> repeatOf,
    boolean overlay) {

  public boolean real() {
    return arm.equals(Protocol.REAL);
  }

  /** The film itself: a repeat and its first showing are one. */
  public String film() {
    return repeatOf.orElse(name);
  }
}
