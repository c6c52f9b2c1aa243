package ai.chestnut.vocabulary;

import java.util.List;
import java.util.Optional;

/** The patient's side: the patient's left is on the right of the image. */
public enum Laterality {
  LEFT("left", "left sided", "lt"),
  RIGHT("right", "right sided", "rt"),
  BILATERAL("bilateral", "both", "both sides", "bilaterally");

  private final String word;
  private final List<String> synonyms;

  Laterality(String word, String... synonyms) {
    this.word = word;
    this.synonyms = List.of(synonyms);
  }

  /** The word in reports and JSON, such as "left". */
  public String word() {
    return word;
  }

  /** Other lower-case wordings that mean the same. */
  public List<String> synonyms() {
    return synonyms;
  }

  /** The value of a word or synonym; case, hyphens and spare blanks do not matter. */
  public static Optional<Laterality> named(String name) {
    String plain = Spelling.plain(name);
    for (Laterality value : values()) {
      if (plain.equals(Spelling.plain(value.word)) || value.synonyms.contains(plain)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
