package ai.chestnut.prompt;

import ai.chestnut.failure.DefectException;
import ai.chestnut.vocabulary.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Splits reports into the words of a closed vocabulary. Case does not matter; "60-year-old" is the
 * one token {@code <age-60>} of its decade; a hyphenated word is one token where the vocabulary has
 * it, otherwise its parts are.
 *
 * <p>The vocabulary is the resource {@code tokens.txt}: one token a line, its number is its
 * identifier. Lines may be added at the end, never moved, for weights remember the numbers.
 */
public final class Tokenizer {

  /** Fills up short sequences. */
  public static final int PAD = 0;

  /** Stands for every word outside the vocabulary. */
  public static final int UNK = 1;

  /** Opens a sequence. */
  public static final int BOS = 2;

  /** Closes a sequence. */
  public static final int EOS = 3;

  private static final Pattern AGE =
      Pattern.compile(
          "(\\d{1,3})[ -](?:years?|yrs?|y/?o|year)[ -]?(?:old|of age)?|(\\d{1,3}) ?y/?o");
  private static final Pattern WORD =
      Pattern.compile("<age-\\d+>|[a-z]+(?:[-'][a-z0-9]+)*|\\d+(?:\\.\\d+)?|[.,;:]");
  private static final int OLDEST_DECADE = 100;

  private static final Tokenizer STANDARD = new Tokenizer(Resources.lines("tokens.txt"));

  private final List<String> tokens;
  private final Map<String, Integer> ids = new HashMap<>();

  private Tokenizer(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
    for (int id = 0; id < tokens.size(); id++) {
      if (ids.put(tokens.get(id), id) != null) {
        throw new DefectException("tokens.txt: got " + tokens.get(id) + " twice, expected once");
      }
    }
  }

  /** The tokenizer of all shipped models. */
  public static Tokenizer standard() {
    return STANDARD;
  }

  /** How many tokens there are; identifiers are 0 to size - 1. */
  public int size() {
    return tokens.size();
  }

  /** The token of an identifier. */
  public String token(int id) {
    return tokens.get(id);
  }

  /**
   * Identifiers of a text: BOS, its tokens, EOS, then PAD up to the length.
   *
   * @param length of the result, at least 2; a longer text loses its last tokens, which {@link
   *     #count} foretells
   */
  public int[] encode(String text, int length) {
    if (length < 2) {
      throw new IllegalArgumentException("length: got " + length + ", expected at least 2");
    }
    List<String> words = split(text);
    int kept = Math.min(words.size(), length - 2);
    int[] encoded = new int[length]; // PAD is 0
    encoded[0] = BOS;
    for (int i = 0; i < kept; i++) {
      encoded[i + 1] = ids.getOrDefault(words.get(i), UNK);
    }
    encoded[kept + 1] = EOS;
    return encoded;
  }

  /** The length at which a text is encoded whole, BOS and EOS included. */
  public int count(String text) {
    return split(text).size() + 2;
  }

  /** The words of a text as tokens, also those outside the vocabulary. */
  public List<String> split(String text) {
    String plain =
        AGE.matcher(text.toLowerCase(Locale.ROOT).replaceAll("[\u2010-\u2015]", "-"))
            .replaceAll(Tokenizer::decade);
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(plain);
    while (matcher.find()) {
      String word = matcher.group();
      if (ids.containsKey(word) || word.startsWith("<")) {
        words.add(word);
      } else {
        for (String part : word.split("[-']")) {
          words.add(Spelling.american(part));
        }
      }
    }
    return words;
  }

  private static String decade(MatchResult age) {
    String digits = age.group(1) == null ? age.group(2) : age.group(1);
    int decade = Math.min(Integer.parseInt(digits) / 10 * 10, OLDEST_DECADE);
    return String.format(Locale.ROOT, " <age-%02d> ", decade);
  }
}
