package ai.chestnut.vocabulary;

import java.util.List;
import java.util.Optional;

/** A part of the lung field, by height or by distance from the hilum. */
public enum Zone {
  APICAL("apical", "apex", "apices"),
  UPPER("upper", "upper zone", "upper lobe", "upper lung"),
  MIDDLE("middle", "mid", "middle zone", "mid zone", "middle lobe", "mid lung"),
  LOWER(
      "lower",
      "lower zone",
      "lower lobe",
      "lower lung",
      "base",
      "bases",
      "basal",
      "basilar",
      "basilar zone"),
  PERIHILAR("perihilar", "hilar", "central"),
  PERIPHERAL("peripheral", "periphery", "lateral");

  private final String word;
  private final List<String> synonyms;

  Zone(String word, String... synonyms) {
    this.word = word;
    this.synonyms = List.of(synonyms);
  }

  /** The word in reports and JSON, such as "lower". */
  public String word() {
    return word;
  }

  /** Other lower-case wordings that mean the same. */
  public List<String> synonyms() {
    return synonyms;
  }

  /** The value of a word or synonym; case, hyphens and spare blanks do not matter. */
  public static Optional<Zone> named(String name) {
    String plain = Spelling.plain(name);
    for (Zone value : values()) {
      if (plain.equals(Spelling.plain(value.word)) || value.synonyms.contains(plain)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
