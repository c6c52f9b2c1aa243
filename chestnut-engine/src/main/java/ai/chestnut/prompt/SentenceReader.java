package ai.chestnut.prompt;

import ai.chestnut.prompt.Term.Kind;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads one sentence from left to right. A cue such as "no" or "possible" holds for the list that
 * follows it; side, zone and severity go to the finding behind them, or to the one before when a
 * preposition leads to them or nothing follows; a list joined by "and" shares a place. The idea of
 * cues with a scope is NegEx (Chapman et al. 2001), of uncertainty beside negation the CheXpert
 * labeller (Irvin et al. 2019); the rules are ours.
 */
final class SentenceReader {

  private final List<Term> terms;
  private final List<Mention> mentions = new ArrayList<>();

  /** Findings since the last break: what a cue behind them is about. */
  private final List<Mention> chain = new ArrayList<>();

  /** Places and severities that no finding has taken yet, with AND and COMMA between them. */
  private final List<Term> waiting = new ArrayList<>();

  private final List<Finding> subjects = new ArrayList<>();
  private Certainty scope = Certainty.PRESENT;
  private boolean scopeUsed;
  private boolean markSinceCue;
  private boolean ignoring;
  private boolean behind; // modifiers belong to the finding before
  private boolean verbSeen;
  private boolean article;
  private boolean elsewhere;
  private int lastAt;
  private boolean explains; // "opacity suggesting pneumonia": where the opacity is
  private Optional<Kind> link = Optional.empty();
  private int at;

  private SentenceReader(List<Term> terms) {
    this.terms = terms;
  }

  /** What the sentence says, in its order. */
  static List<Observation> read(List<Term> terms) {
    SentenceReader reader = new SentenceReader(Comparatives.joined(terms));
    for (reader.at = 0; reader.at < reader.terms.size(); reader.at++) {
      reader.take(reader.terms.get(reader.at));
    }
    reader.flush();
    return reader.mentions.stream().flatMap(m -> m.observations().stream()).toList();
  }

  private void take(Term term) {
    switch (term.kind()) {
      case FINDING -> finding(term.finding().orElseThrow());
      case PLACE, SEVERITY -> {
        if (!elsewhere) {
          waiting.add(term);
        }
      }
      case BEFORE -> {
        if (term.words().matches("vs|versus|.*favored over") && !chain.isEmpty()) {
          chain.get(chain.size() - 1).make(Certainty.UNCERTAIN);
        }
        before(term.certainty());
      }
      case AFTER -> after(term.certainty());
      case EITHER -> either(term.certainty());
      case IGNORED -> {
        ignoring = true;
        mark(term);
      }
      case AFFIRM -> {
        mark(term);
        explains = !chain.isEmpty();
      }
      case HEART -> subject(Finding.CARDIOMEGALY);
      case MEDIASTINUM -> subject(Finding.ENLARGED_CARDIOMEDIASTINUM);
      case RATIO -> ratio();
      case ENLARGED -> enlarged();
      case NORMAL -> normal();
      case BLUNTING -> blunting();
      case AND, OR, COMMA -> conjunction(term);
      case SHARED -> {
        mark(term);
        link = Optional.of(Kind.SHARED);
        if (scope == Certainty.ABSENT) {
          closeScope();
        }
      }
      case BREAK -> breakClause();
      case SHOWS -> {
        if (!chain.isEmpty()) {
          breakClause();
        } else if (at > 0 && terms.get(at - 1).is(Kind.AND)) {
          waiting.clear(); // "the left diaphragm is high and there is ..."
        }
      }
      case ELSEWHERE -> elsewhere();
      case AT -> {
        behind = !chain.isEmpty();
        lastAt = waiting.size();
      }
      case ARTICLE -> article = true;
      case VERB -> verbSeen = verbSeen || !chain.isEmpty();
      case UNKNOWN -> forgetSince(afterLastMark().orElse(waiting.size()));
      case LARGER, SMALLER, THAN, NUMBER, FILLER, PSEUDO -> {}
    }
  }

  private void finding(Finding named) {
    List<Term> own = waiting;
    if (behind) {
      int cut = afterLastMark().orElse(waiting.size());
      attachBehind(waiting.subList(0, cut));
      own = waiting.subList(cut, waiting.size());
    }
    mention(named, Modifiers.groups(own), scope);
  }

  private void mention(Finding named, List<Modifiers> groups, Certainty certainty) {
    Mention mention = new Mention(named, groups, certainty, article);
    if (ignoring) {
      mention.ignore();
    }
    if (!chain.isEmpty() && sharesPlace()) {
      mention.share(chain.get(chain.size() - 1), explains);
    }
    mentions.add(mention);
    chain.add(mention);
    waiting.clear();
    subjects.clear();
    elsewhere = false;
    lastAt = 0;
    scopeUsed = true;
    behind = false;
    article = false;
    explains = false;
    verbSeen = false;
    link = Optional.empty();
  }

  private boolean sharesPlace() {
    return explains
        || link.equals(Optional.of(Kind.SHARED))
        || (!article && link.isPresent() && link.get() != Kind.COMMA);
  }

  /** Gives modifiers to the last finding and, through "and", to those of its list without any. */
  private void attachBehind(List<Term> run) {
    if (chain.isEmpty() || run.stream().noneMatch(t -> t.is(Kind.PLACE, Kind.SEVERITY))) {
      return;
    }
    int i = chain.size() - 1;
    Mention last = chain.get(i);
    last.attach(Modifiers.groups(run));
    while (--i >= 0 && !chain.get(i + 1).hasArticle() && !chain.get(i).hasPlace()) {
      chain.get(i).share(last, false);
    }
  }

  private OptionalInt afterLastMark() {
    for (int i = waiting.size() - 1; i >= 0; i--) {
      if (!waiting.get(i).is(Kind.PLACE, Kind.SEVERITY)) {
        return OptionalInt.of(i + 1);
      }
    }
    return OptionalInt.empty();
  }

  private void mark(Term term) {
    markSinceCue = true;
    elsewhere = false;
    if (!waiting.isEmpty() || !chain.isEmpty()) {
      waiting.add(Term.plain(Kind.COMMA, term.words()));
    }
  }

  private void before(Certainty certainty) {
    boolean negated = scope == Certainty.ABSENT && !markSinceCue;
    mark(Term.plain(Kind.COMMA, ","));
    explains = certainty == Certainty.UNCERTAIN && !chain.isEmpty();
    if (!(negated && certainty == Certainty.UNCERTAIN)) { // "nothing to suggest" stays negated
      scope = certainty;
      scopeUsed = false;
      ignoring = false;
    }
    markSinceCue = false;
  }

  private void after(Certainty certainty) {
    if (chain.isEmpty() && subjects.isEmpty()) {
      before(certainty);
      return;
    }
    chain.forEach(m -> m.make(certainty));
    verbSeen = true;
  }

  private void either(Certainty certainty) {
    if (chain.isEmpty() || Lookahead.leadsToFinding(terms, at + 1)) {
      before(certainty);
    } else {
      after(certainty);
    }
  }

  private void subject(Finding named) {
    boolean normalBefore = at > 0 && terms.get(at - 1).is(Kind.NORMAL);
    boolean listed = at > 1 && terms.get(at - 1).is(Kind.AND) && saidNormal(at - 2);
    if (normalBefore || listed) {
      mention(named, List.of(), Certainty.ABSENT);
    } else if (at > 0 && large(terms.get(at - 1))) { // "a big heart"
      mention(named, List.of(), scope);
    } else {
      subjects.add(named);
    }
  }

  private boolean saidNormal(int subject) {
    return subject > 0
        && terms.get(subject).is(Kind.HEART, Kind.MEDIASTINUM)
        && terms.get(subject - 1).is(Kind.NORMAL);
  }

  private void enlarged() {
    List<Finding> named = List.copyOf(subjects);
    List<Modifiers> groups = Modifiers.groups(waiting);
    for (Finding one : named) {
      mention(one, groups, scope);
    }
    verbSeen |= !named.isEmpty();
  }

  private void normal() {
    List<Finding> named = List.copyOf(subjects);
    for (Finding one : named) {
      mention(one, List.of(), Certainty.ABSENT);
    }
    verbSeen |= !named.isEmpty();
    forgetSince(afterLastMark().orElse(0));
  }

  private void elsewhere() {
    forgetSince(Math.max(behind ? lastAt : 0, afterLastMark().orElse(0)));
    elsewhere = true;
  }

  private void forgetSince(int start) {
    if (start < waiting.size()) {
      waiting.subList(start, waiting.size()).clear();
    }
  }

  private void ratio() {
    Lookahead.enlargedRatio(terms, Math.max(0, at - 1))
        .ifPresent(
            large ->
                mention(
                    Finding.CARDIOMEGALY, List.of(), large ? Certainty.PRESENT : Certainty.ABSENT));
  }

  private void blunting() {
    if (terms.stream().anyMatch(t -> t.words().contains("costophrenic"))) {
      finding(Finding.PLEURAL_EFFUSION);
      chain.get(chain.size() - 1).make(Certainty.UNCERTAIN);
    }
  }

  private void conjunction(Term term) {
    if (verbSeen && !term.is(Kind.OR) && Lookahead.findingBeforeBreak(terms, at + 1)) {
      breakClause();
      return;
    }
    mark(term);
    if (!chain.isEmpty() && waitingIsOnlyMarks()) {
      boolean strong = link.isEmpty() || link.get() == Kind.COMMA;
      link = strong ? Optional.of(term.kind()) : link;
    }
    if (scope != Certainty.PRESENT && scopeUsed && endsScope(term)) {
      closeScope();
    }
  }

  private boolean waitingIsOnlyMarks() {
    return behind || waiting.stream().noneMatch(t -> t.is(Kind.PLACE, Kind.SEVERITY));
  }

  private boolean endsScope(Term term) {
    if (term.is(Kind.OR) || behind && !Lookahead.findingBeforeBreak(terms, at + 1)) {
      return false;
    }
    boolean listGoesOn = Lookahead.orBeforeBreak(terms, at + 1);
    boolean newPhrase = Lookahead.startsNewPhrase(terms, at + 1);
    if (term.is(Kind.COMMA) && scope == Certainty.UNCERTAIN) {
      return !listGoesOn;
    }
    return newPhrase && !listGoesOn;
  }

  private void closeScope() {
    if (scopeUsed) {
      scope = Certainty.PRESENT;
      ignoring = false;
    }
  }

  private void breakClause() {
    flush();
    if (scopeUsed || !chain.isEmpty()) {
      scope = Certainty.PRESENT;
    }
    ignoring = false;
    chain.clear();
    waiting.clear();
    subjects.clear();
    behind = false;
    verbSeen = false;
    article = false;
    elsewhere = false;
    lastAt = 0;
    link = Optional.empty();
  }

  private boolean large(Term term) {
    return term.place().severity().equals(Optional.of(Severity.LARGE));
  }

  /** At the end of a clause: what still waits belongs to the finding before it. */
  private void flush() {
    if (!subjects.isEmpty()
        && chain.isEmpty()
        && waiting.stream().anyMatch(this::large)) { // "the heart is large"
      List<Finding> named = List.copyOf(subjects);
      named.forEach(one -> mention(one, List.of(), scope));
    } else {
      attachBehind(List.copyOf(waiting));
    }
    waiting.clear();
  }
}
