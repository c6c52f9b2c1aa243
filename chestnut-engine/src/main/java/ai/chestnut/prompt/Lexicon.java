package ai.chestnut.prompt;

import ai.chestnut.failure.DefectException;
import ai.chestnut.prompt.Term.Kind;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Spelling;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All wordings that the reader knows: the names of findings and the tables beside this class. */
final class Lexicon {

  private static final Lexicon STANDARD = new Lexicon();

  private final Map<String, Term> terms = new HashMap<>();
  private int longest = 1;

  private Lexicon() {
    for (Finding finding : Finding.values()) {
      add(Spelling.plain(finding.canonicalName()), finding);
      for (String synonym : finding.synonyms()) {
        add(Spelling.plain(synonym), finding);
      }
    }
    for (String line : Resources.lines("lexicon.txt")) {
      int bar = line.indexOf('|');
      String[] head = line.substring(0, bar).strip().split(" ", 2);
      for (String words : line.substring(bar + 1).split(",")) {
        add(term(head[0], head[1], words.strip()));
      }
    }
    for (String line : Resources.lines("filler.txt")) {
      for (String word : line.split(" ")) {
        terms.putIfAbsent(word, Term.plain(Kind.FILLER, word));
      }
    }
  }

  static Lexicon standard() {
    return STANDARD;
  }

  /** The terms of a sentence, from left to right, the longest first. */
  List<Term> terms(List<String> words) {
    List<Term> found = new ArrayList<>();
    int from = 0;
    while (from < words.size()) {
      int to = Math.min(words.size(), from + longest);
      while (to > from + 1 && !terms.containsKey(String.join(" ", words.subList(from, to)))) {
        to--;
      }
      String phrase = String.join(" ", words.subList(from, to));
      found.add(terms.getOrDefault(phrase, single(phrase)));
      from = to;
    }
    return found;
  }

  private static Term single(String word) {
    if (!Character.isLetterOrDigit(word.charAt(0))) {
      return Term.plain(Kind.COMMA, word);
    }
    if (Character.isDigit(word.charAt(0))) {
      return Term.plain(Kind.NUMBER, word);
    }
    return Term.plain(word.length() == 1 ? Kind.FILLER : Kind.UNKNOWN, word);
  }

  private void add(String words, Finding finding) {
    add(
        finding == Finding.NO_FINDING
            ? Term.plain(Kind.NORMAL, words)
            : Term.finding(finding, words));
  }

  private void add(Term term) {
    Term old = terms.put(term.words(), term);
    if (old != null && old.is(Kind.FINDING)) {
      throw new DefectException("lexicon.txt: got \"" + term.words() + "\", a finding's name");
    }
    longest = Math.max(longest, term.words().split(" ").length);
  }

  private static Term term(String kind, String value, String words) {
    return switch (kind) {
      case "place" -> place(value, words);
      case "severity" -> Term.severity(Severity.named(value).orElseThrow(), words);
      case "absent" -> Term.cue(position(value), Certainty.ABSENT, words);
      case "uncertain" -> Term.cue(position(value), Certainty.UNCERTAIN, words);
      default -> Term.plain(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), words);
    };
  }

  private static Kind position(String value) {
    return Kind.valueOf(value.toUpperCase(Locale.ROOT));
  }

  private static Term place(String value, String words) {
    Optional<Laterality> side = Optional.empty();
    List<Zone> zones = new ArrayList<>();
    for (String part : value.split(" ")) {
      Optional<Laterality> named = Laterality.named(part);
      side = side.or(() -> named);
      Zone.named(part).ifPresent(zones::add);
    }
    return Term.place(side, zones, words);
  }
}
