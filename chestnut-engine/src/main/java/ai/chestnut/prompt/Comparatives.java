package ai.chestnut.prompt;

import ai.chestnut.prompt.Term.Kind;
import ai.chestnut.vocabulary.Laterality;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads "left greater than right" and "larger on the left" as both sides, one of them more. */
final class Comparatives {

  private Comparatives() {}

  /** The terms with each comparison of the sides as one place. */
  static List<Term> joined(List<Term> terms) {
    List<Term> joined = new ArrayList<>();
    int from = 0;
    while (from < terms.size()) {
      int to = sideThanSide(terms, from);
      if (to > from) {
        boolean more = terms.subList(from, to).stream().anyMatch(t -> t.is(Kind.LARGER));
        Term first = terms.get(from);
        Term last = terms.get(to - 1);
        Laterality side = (more ? first : last).place().side().orElseThrow();
        joined.add(Term.uneven(side, first.place().and(last.place()).zones()));
        terms.subList(from, to).stream().filter(t -> t.is(Kind.FINDING)).forEach(joined::add);
        from = to;
        continue;
      }
      to = largerOnSide(terms, from);
      if (to > from && joined.stream().anyMatch(t -> t.is(Kind.FINDING))) {
        Laterality named = firstSide(terms.subList(from, to));
        boolean more = terms.get(from).is(Kind.LARGER);
        joined.add(Term.uneven(more ? named : other(named), List.of()));
        from = to;
        continue;
      }
      joined.add(terms.get(from++));
    }
    return joined;
  }

  /** The end of "left [finding] greater [filler] than [the] right", or the start if it is not. */
  private static int sideThanSide(List<Term> terms, int from) {
    if (!oneSided(terms.get(from))) {
      return from;
    }
    int i = skip(terms, from + 1);
    if (i < terms.size() && terms.get(i).is(Kind.FINDING)) { // "right effusion larger than left"
      i = skip(terms, i + 1);
    }
    if (i >= terms.size() || !terms.get(i).is(Kind.LARGER, Kind.SMALLER)) {
      return from;
    }
    return thanSide(terms, i + 1, from);
  }

  private static int thanSide(List<Term> terms, int from, int otherwise) {
    int i = skip(terms, from);
    if (i >= terms.size() || !terms.get(i).is(Kind.THAN)) {
      return otherwise;
    }
    i = skip(terms, i + 1);
    return i < terms.size() && oneSided(terms.get(i)) ? i + 1 : otherwise;
  }

  /** The end of "larger [filler] on [the] left [than right]", or the start if it is not. */
  private static int largerOnSide(List<Term> terms, int from) {
    if (!terms.get(from).is(Kind.LARGER, Kind.SMALLER)) {
      return from;
    }
    int i = skip(terms, from + 1);
    boolean side =
        i < terms.size() && oneSided(terms.get(i)) && reachedByAt(terms.subList(from, i));
    return side ? thanSide(terms, i + 1, i + 1) : from;
  }

  private static boolean reachedByAt(List<Term> between) {
    return between.stream().anyMatch(t -> t.is(Kind.AT));
  }

  private static int skip(List<Term> terms, int from) {
    int i = from;
    while (i < terms.size()
        && terms.get(i).is(Kind.FILLER, Kind.ARTICLE, Kind.AT, Kind.VERB, Kind.AFFIRM)) {
      i++;
    }
    return i;
  }

  private static boolean oneSided(Term term) {
    return term.is(Kind.PLACE)
        && term.place().side().isPresent()
        && term.place().side().get() != Laterality.BILATERAL;
  }

  private static Laterality firstSide(List<Term> terms) {
    return terms.stream()
        .map(t -> t.place().side())
        .flatMap(Optional::stream)
        .findFirst()
        .orElseThrow();
  }

  private static Laterality other(Laterality side) {
    return side == Laterality.LEFT ? Laterality.RIGHT : Laterality.LEFT;
  }
}
