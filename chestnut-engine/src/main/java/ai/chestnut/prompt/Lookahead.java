package ai.chestnut.prompt;

import ai.chestnut.prompt.Term.Kind;
import java.util.List;
import java.util.Optional;

/** Questions about the rest of a sentence. */
final class Lookahead {

  /** A heart wider than half the chest is large (Danzer 1919). */
  private static final double LARGE_HEART_RATIO = 0.5;

  private static final double PERCENT = 0.01;

  private Lookahead() {}

  /** Whether a finding follows in the same phrase: "likely small left effusion". */
  static boolean leadsToFinding(List<Term> terms, int from) {
    for (int i = from; i < terms.size(); i++) {
      Term term = terms.get(i);
      if (term.is(Kind.FINDING, Kind.ENLARGED, Kind.BLUNTING)) {
        return true;
      }
      boolean inPhrase =
          term.is(Kind.FILLER, Kind.ARTICLE, Kind.PLACE, Kind.SEVERITY, Kind.AFFIRM, Kind.UNKNOWN)
              || term.is(Kind.BEFORE, Kind.EITHER)
              || betweenModifiers(terms, i);
      if (!inPhrase) {
        return false;
      }
    }
    return false;
  }

  private static boolean betweenModifiers(List<Term> terms, int i) {
    return terms.get(i).is(Kind.AND, Kind.COMMA, Kind.OR)
        && i > 0
        && i + 1 < terms.size()
        && terms.get(i - 1).is(Kind.PLACE, Kind.SEVERITY)
        && terms.get(i + 1).is(Kind.PLACE, Kind.SEVERITY);
  }

  static boolean findingBeforeBreak(List<Term> terms, int from) {
    return reaches(terms, from, Kind.FINDING, Kind.HEART, Kind.MEDIASTINUM, Kind.BLUNTING);
  }

  static boolean orBeforeBreak(List<Term> terms, int from) {
    return reaches(terms, from, Kind.OR);
  }

  private static boolean reaches(List<Term> terms, int from, Kind... wanted) {
    for (int i = from; i < terms.size() && !terms.get(i).is(Kind.BREAK); i++) {
      if (terms.get(i).is(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what follows stands on its own: "a ...", "small ...", "left ...", "the heart". */
  static boolean startsNewPhrase(List<Term> terms, int from) {
    for (int i = from; i < terms.size(); i++) {
      Term term = terms.get(i);
      if (term.is(Kind.ARTICLE, Kind.PLACE, Kind.SEVERITY, Kind.HEART, Kind.MEDIASTINUM)) {
        return true;
      }
      if (!term.is(Kind.AND, Kind.COMMA, Kind.FILLER)) {
        return false;
      }
    }
    return false;
  }

  /**
   * Whether a cardiothoracic ratio, given as fraction, per cent or word, is that of a large heart.
   */
  static Optional<Boolean> enlargedRatio(List<Term> terms, int from) {
    boolean above = false;
    for (int i = from; i < terms.size(); i++) {
      Term term = terms.get(i);
      above |= term.is(Kind.LARGER);
      if (term.is(Kind.NUMBER)) {
        double number = Double.parseDouble(term.words().replaceAll("[^0-9.]", ""));
        double ratio = number > 1 ? number * PERCENT : number;
        return Optional.of(ratio > LARGE_HEART_RATIO || (above && ratio == LARGE_HEART_RATIO));
      }
      if (term.is(Kind.NORMAL)) {
        return Optional.of(false);
      }
      if (term.is(Kind.ENLARGED) || term.words().matches("increased|elevated|high")) {
        return Optional.of(true);
      }
    }
    return Optional.empty();
  }
}
