package ai.chestnut.prompt;

import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.util.List;
import java.util.Optional;

/**
 * Some words of a sentence and what they mean to the reader.
 *
 * @param place side and zones of a {@link Kind#PLACE}, severity of a {@link Kind#SEVERITY}
 */
record Term(
    Kind kind, String words, Optional<Finding> finding, Modifiers place, Certainty certainty) {

  /** What words do in a sentence. */
  enum Kind {
    FINDING,
    PLACE,
    SEVERITY,
    /** Changes the certainty of what follows, precedes, or either. */
    BEFORE,
    AFTER,
    EITHER,
    IGNORED,
    AFFIRM,
    PSEUDO,
    HEART,
    MEDIASTINUM,
    RATIO,
    ENLARGED,
    NORMAL,
    BLUNTING,
    LARGER,
    SMALLER,
    THAN,
    AND,
    OR,
    /** Joins a finding in the same place: "with associated". */
    SHARED,
    BREAK,
    /** Leads to findings: "there is", "shows". */
    SHOWS,
    /** Has a side that is not a finding's: "shift to the left". */
    ELSEWHERE,
    COMMA,
    AT,
    ARTICLE,
    VERB,
    NUMBER,
    FILLER,
    UNKNOWN
  }

  static Term plain(Kind kind, String words) {
    return new Term(kind, words, Optional.empty(), Modifiers.NONE, Certainty.PRESENT);
  }

  static Term finding(Finding finding, String words) {
    return new Term(Kind.FINDING, words, Optional.of(finding), Modifiers.NONE, Certainty.PRESENT);
  }

  static Term cue(Kind kind, Certainty certainty, String words) {
    return new Term(kind, words, Optional.empty(), Modifiers.NONE, certainty);
  }

  static Term place(Optional<Laterality> side, List<Zone> zones, String words) {
    return modifier(
        Kind.PLACE, new Modifiers(side, zones, Optional.empty(), Optional.empty()), words);
  }

  static Term severity(Severity severity, String words) {
    Modifiers amount =
        new Modifiers(Optional.empty(), List.of(), Optional.of(severity), Optional.empty());
    return modifier(Kind.SEVERITY, amount, words);
  }

  /** Both sides, one of them more. */
  static Term uneven(Laterality larger, List<Zone> zones) {
    Modifiers both =
        new Modifiers(
            Optional.of(Laterality.BILATERAL), zones, Optional.empty(), Optional.of(larger));
    return modifier(Kind.PLACE, both, larger.word());
  }

  private static Term modifier(Kind kind, Modifiers modifiers, String words) {
    return new Term(kind, words, Optional.empty(), modifiers, Certainty.PRESENT);
  }

  boolean is(Kind... kinds) {
    for (Kind one : kinds) {
      if (kind == one) {
        return true;
      }
    }
    return false;
  }
}
