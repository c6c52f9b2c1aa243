package ai.chestnut.vocabulary;

import java.util.List;
import java.util.Optional;

/** How much of a finding there is, from little to much. */
public enum Severity {
  SMALL("small", "mild", "tiny", "trace", "minimal", "slight", "subtle", "minor"),
  MODERATE("moderate", "moderate sized", "medium"),
  LARGE("large", "severe", "massive", "marked", "extensive", "gross", "huge");

  private final String word;
  private final List<String> synonyms;

  Severity(String word, String... synonyms) {
    this.word = word;
    this.synonyms = List.of(synonyms);
  }

  /** The word in reports and JSON, such as "small". */
  public String word() {
    return word;
  }

  /** Other lower-case wordings that mean the same. */
  public List<String> synonyms() {
    return synonyms;
  }

  /** The value of a word or synonym; case, hyphens and spare blanks do not matter. */
  public static Optional<Severity> named(String name) {
    String plain = Spelling.plain(name);
    for (Severity value : values()) {
      if (plain.equals(Spelling.plain(value.word)) || value.synonyms.contains(plain)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
