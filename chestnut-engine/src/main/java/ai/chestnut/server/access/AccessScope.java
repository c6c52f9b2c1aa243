package ai.chestnut.server.access;

import ai.chestnut.failure.RequestException;
import java.util.Arrays;
import java.util.Locale;

/** What a caller may do. */
public enum AccessScope {
  /** Nothing that needs a token. */
  PUBLIC,
  /** See jobs, films, archives and models. */
  READ,
  /** Hand in jobs and films. */
  GENERATE,
  /** Read films in a reader study. */
  STUDY,
  /** Make tokens and reader studies, and all the others. */
  ADMIN;

  /** In tokens and documents. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The scope of a word that a token may have. */
  public static AccessScope named(String word) {
    return Arrays.stream(values())
        .filter(scope -> scope != PUBLIC && scope.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new RequestException(
                    "scope", "token", "'" + word + "'", "one of read, generate, study, admin"));
  }
}
