package ai.chestnut.synthesis;

import ai.chestnut.language.Nucleus;

/**
 * How the codebook system writes a film.
 *
 * @param keys which codes go with the report
 * @param prose whether the words become a report first; else they stand alone
 */
public record CodebookSettings(Nucleus nucleus, KeyCodes keys, boolean prose) {

  /** As published: matched patches, a report, the likeliest tokens of 92 per cent. */
  public static CodebookSettings standard() {
    return new CodebookSettings(Nucleus.STANDARD, KeyCodes.MATCHED, true);
  }

  public CodebookSettings withKeys(KeyCodes keys) {
    return new CodebookSettings(nucleus, keys, prose);
  }

  public CodebookSettings withProse(boolean prose) {
    return new CodebookSettings(nucleus, keys, prose);
  }

  public CodebookSettings withNucleus(Nucleus nucleus) {
    return new CodebookSettings(nucleus, keys, prose);
  }
}
