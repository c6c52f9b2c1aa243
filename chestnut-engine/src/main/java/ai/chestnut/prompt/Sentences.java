package ai.chestnut.prompt;

import ai.chestnut.vocabulary.Spelling;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a report into sentences of plain words, leaving out what is not about this film. */
final class Sentences {

  private static final Pattern SECTION =
      Pattern.compile(
          "\\b(clinical indication|clinical history|clinical information|reason for exam(?:ination)?"
              + "|indication|history|comparisons?|technique|procedure|exam(?:ination)?|findings?"
              + "|impression|conclusion|report|result|recommendation|interpretation)s? ?:");
  private static final Set<String> SAID_OF_THIS_FILM =
      Set.of(
          "finding",
          "findings",
          "impression",
          "conclusion",
          "report",
          "result",
          "interpretation",
          "exam",
          "examination",
          "procedure");
  private static final Pattern WORD =
      Pattern.compile("\\d+(?:\\.\\d+)?%?[a-z]*|\\p{L}+(?:'\\p{L}+)?|[.;?\u0001,:()>]");
  private static final Pattern PARAGRAPH =
      Pattern.compile("\\n\\s*\\n|\\n\\s*(?:[-*\u2022]|\\d+[.)])\\s+");

  private Sentences() {}

  /** Sentences of American lower-case words and marks; those of ignored sections are left out. */
  static List<List<String>> of(String text) {
    String plain =
        PARAGRAPH
            .matcher(text.toLowerCase(Locale.ROOT))
            .replaceAll("\u0001")
            .replace("\u2019", "'")
            .replaceAll("[\u2010-\u2015]", " - ")
            .replaceAll("\\b(vs|dr|mr|mrs|approx|e\\.g|i\\.e|no\\. (?=\\d))\\.", "$1 ")
            .replaceAll("\\br/o\\b", "rule out")
            .replaceAll("\\bb/l\\b", "bilateral")
            .replaceAll("\\bw/o\\b", "without ")
            .replaceAll("\\bw/", "with ")
            .replaceAll("\\bs/p\\b", "status post")
            .replaceAll("\\band/or\\b", "or")
            .replaceAll("/", " and ")
            .replaceAll("[+&]", " and ")
            .replaceAll("can't", "cannot")
            .replaceAll("n't\\b", " not")
            .replaceAll("(^|[.;,:(])\\s*\\?\\s*(?=\\w)|\\?(?=\\w)", "$1 query ")
            .replaceAll("\\bextubat(ed|ion)\\b", "removed tube")
            .replaceAll(">", " greater than ")
            .replaceAll("_", " ");
    List<List<String>> sentences = new ArrayList<>();
    Matcher section = SECTION.matcher(plain);
    int from = 0;
    boolean kept = true;
    while (section.find()) {
      split(plain.substring(from, section.start()), kept, sentences);
      kept = SAID_OF_THIS_FILM.contains(section.group(1));
      from = section.end();
    }
    split(plain.substring(from), kept, sentences);
    return sentences;
  }

  private static void split(String part, boolean kept, List<List<String>> sentences) {
    List<String> sentence = new ArrayList<>();
    Matcher words = kept ? WORD.matcher(part) : WORD.matcher("");
    while (words.find()) {
      String word = words.group();
      if (word.equals("?")) {
        sentence.add("questionable");
      }
      if (word.matches("[.;?\u0001]")) {
        close(sentence, sentences);
        sentence = new ArrayList<>();
      } else {
        sentence.add(Spelling.american(word));
      }
    }
    close(sentence, sentences);
  }

  private static void close(List<String> sentence, List<List<String>> sentences) {
    if (!sentence.isEmpty()) {
      sentences.add(List.copyOf(sentence));
    }
  }
}
