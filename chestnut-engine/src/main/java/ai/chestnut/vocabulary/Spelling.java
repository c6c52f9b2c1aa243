package ai.chestnut.vocabulary;

import java.util.Locale;
import java.util.Map;

/** One spelling for words that have several: lower case, no hyphens, American. */
public final class Spelling {

  private static final Map<String, String> AMERICAN =
      Map.ofEntries(
          Map.entry("oedema", "edema"),
          Map.entry("oedematous", "edematous"),
          Map.entry("tumour", "tumor"),
          Map.entry("tumours", "tumors"),
          Map.entry("haemothorax", "hemothorax"),
          Map.entry("haemorrhage", "hemorrhage"),
          Map.entry("oesophagus", "esophagus"),
          Map.entry("oesophageal", "esophageal"),
          Map.entry("normalised", "normalized"),
          Map.entry("fibre", "fiber"),
          Map.entry("centre", "center"),
          Map.entry("centred", "centered"),
          Map.entry("colour", "color"),
          Map.entry("grey", "gray"),
          Map.entry("visualised", "visualized"),
          Map.entry("localised", "localized"),
          Map.entry("catheterisation", "catheterization"));

  private Spelling() {}

  /** Lower case; runs of blanks, hyphens and underscores become one blank; American spelling. */
  public static String plain(String phrase) {
    StringBuilder out = new StringBuilder(phrase.length());
    for (String word : phrase.toLowerCase(Locale.ROOT).split("[\\s_\\-\u2010-\u2015]+")) {
      if (!word.isEmpty()) {
        out.append(out.isEmpty() ? "" : " ").append(american(word));
      }
    }
    return out.toString();
  }

  /** The American spelling of one lower-case word; other words come back unchanged. */
  public static String american(String word) {
    return AMERICAN.getOrDefault(word, word);
  }
}
