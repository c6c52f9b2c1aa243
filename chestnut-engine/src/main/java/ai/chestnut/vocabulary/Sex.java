package ai.chestnut.vocabulary;

import java.util.List;
import java.util.Optional;

/** The patient's sex. */
public enum Sex {
  FEMALE("F", "female", "woman", "women", "girl", "lady"),
  MALE("M", "male", "man", "men", "boy", "gentleman");

  private final String word;
  private final List<String> synonyms;

  Sex(String word, String... synonyms) {
    this.word = word;
    this.synonyms = List.of(synonyms);
  }

  /** The letter in manifests and JSON: "F" or "M". */
  public String word() {
    return word;
  }

  /** Other lower-case wordings that mean the same. */
  public List<String> synonyms() {
    return synonyms;
  }

  /** The value of a word or synonym; case, hyphens and spare blanks do not matter. */
  public static Optional<Sex> named(String name) {
    String plain = Spelling.plain(name);
    for (Sex value : values()) {
      if (plain.equals(Spelling.plain(value.word)) || value.synonyms.contains(plain)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
