package ai.chestnut.language;

import ai.chestnut.prompt.Tokenizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tokens as a text again: the way back from {@link Tokenizer}, which keeps neither case nor age.
 */
public final class WrittenReport {

  private static final Pattern AGE = Pattern.compile("<age-0*(\\d+)>");

  private WrittenReport() {}

  /** The text of tokens up to the end mark; what is no word is left out. */
  public static String of(int[] tokens) {
    StringBuilder text = new StringBuilder();
    boolean opens = true;
    for (int token : tokens) {
      if (token == Tokenizer.EOS) {
        break;
      }
      if (token <= Tokenizer.EOS) {
        continue;
      }
      String word = Tokenizer.standard().token(token);
      boolean mark = ".,;:".contains(word);
      if (!mark && !text.isEmpty()) {
        text.append(' ');
      }
      String shown = AGE.matcher(word).replaceAll("$1-year-old");
      text.append(opens ? capital(shown) : shown);
      opens = word.equals(".");
    }
    return text.toString();
  }

  private static String capital(String word) {
    return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
  }
}
