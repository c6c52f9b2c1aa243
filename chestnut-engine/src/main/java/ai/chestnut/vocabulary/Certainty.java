package ai.chestnut.vocabulary;

import java.util.List;
import java.util.Optional;

/** Whether a finding is there. */
public enum Certainty {
  PRESENT("present", "definite", "yes"),
  UNCERTAIN("uncertain", "possible", "probable", "likely", "maybe"),
  ABSENT("absent", "no", "negative", "none");

  private final String word;
  private final List<String> synonyms;

  Certainty(String word, String... synonyms) {
    this.word = word;
    this.synonyms = List.of(synonyms);
  }

  /** The word in JSON, such as "present". */
  public String word() {
    return word;
  }

  /** Other lower-case wordings that mean the same. */
  public List<String> synonyms() {
    return synonyms;
  }

  /** The value of a word or synonym; case, hyphens and spare blanks do not matter. */
  public static Optional<Certainty> named(String name) {
    String plain = Spelling.plain(name);
    for (Certainty value : values()) {
      if (plain.equals(Spelling.plain(value.word)) || value.synonyms.contains(plain)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
