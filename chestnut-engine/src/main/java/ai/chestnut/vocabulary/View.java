package ai.chestnut.vocabulary;

import java.util.List;
import java.util.Optional;

/** How the film was taken: back to front (PA) or front to back (AP). */
public enum View {
  PA("PA", "posteroanterior", "postero anterior", "posterior anterior"),
  AP("AP", "anteroposterior", "antero posterior", "anterior posterior");

  private final String word;
  private final List<String> synonyms;

  View(String word, String... synonyms) {
    this.word = word;
    this.synonyms = List.of(synonyms);
  }

  /** The word in reports and JSON: "PA" or "AP". */
  public String word() {
    return word;
  }

  /** Other lower-case wordings that mean the same. */
  public List<String> synonyms() {
    return synonyms;
  }

  /** The value of a word or synonym; case, hyphens and spare blanks do not matter. */
  public static Optional<View> named(String name) {
    String plain = Spelling.plain(name);
    for (View value : values()) {
      if (plain.equals(Spelling.plain(value.word)) || value.synonyms.contains(plain)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
