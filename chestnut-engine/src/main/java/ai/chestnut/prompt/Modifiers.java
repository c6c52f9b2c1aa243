package ai.chestnut.prompt;

import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands beside a finding: side, zones, severity.
 *
 * @param larger of two sides the one that has more
 */
record Modifiers(
    Optional<Laterality> side,
    List<Zone> zones,
    Optional<Severity> severity,
    Optional<Laterality> larger) {

  static final Modifiers NONE =
      new Modifiers(Optional.empty(), List.of(), Optional.empty(), Optional.empty());

  Modifiers {
    zones = zones.stream().distinct().sorted().toList();
  }

  boolean hasPlace() {
    return side.isPresent() || !zones.isEmpty();
  }

  Modifiers withSide(Laterality newSide) {
    return new Modifiers(Optional.of(newSide), zones, severity, larger);
  }

  Modifiers withSeverity(Optional<Severity> newSeverity) {
    return new Modifiers(side, zones, newSeverity, larger);
  }

  Modifiers withZones(List<Zone> newZones) {
    return new Modifiers(side, newZones, severity, larger);
  }

  /** This, with the gaps filled from another; zones of both. */
  Modifiers and(Modifiers other) {
    List<Zone> all = new ArrayList<>(zones);
    all.addAll(other.zones);
    return new Modifiers(
        side.or(other::side), all, severity.or(other::severity), larger.or(other::larger));
  }

  /** This, with each gap filled from another. */
  Modifiers orElse(Modifiers other) {
    return new Modifiers(
        side.or(other::side),
        zones.isEmpty() ? other.zones : zones,
        severity.or(other::severity),
        larger.or(other::larger));
  }

  /**
   * The groups of a run of modifiers: "right upper and left lower" is two, "right upper and lower"
   * is one. What is left open in one group is filled from its neighbours, and equal groups of the
   * two sides become one of both.
   *
   * @param run places and severities, and AND or COMMA between them
   */
  static List<Modifiers> groups(List<Term> run) {
    List<Modifiers> groups = new ArrayList<>();
    boolean joined = false;
    for (Term term : run) {
      if (!term.is(Term.Kind.PLACE, Term.Kind.SEVERITY)) {
        joined = true;
        continue;
      }
      int last = groups.size() - 1;
      if (last >= 0 && belongs(groups.get(last), term, joined)) {
        groups.set(last, term.place().and(groups.get(last)));
      } else {
        groups.add(term.place());
      }
      joined = false;
    }
    return evenSides(shared(groups));
  }

  private static boolean belongs(Modifiers group, Term term, boolean joined) {
    if (term.is(Term.Kind.SEVERITY)) {
      return !joined || !group.hasPlace();
    }
    Optional<Laterality> side = term.place().side();
    if (side.isEmpty() || group.side().equals(side)) {
      return true;
    }
    // "basal left" is one place, "basal and left" are two
    return group.side().isEmpty() && (!joined || !group.hasPlace());
  }

  private static List<Modifiers> shared(List<Modifiers> groups) {
    List<Modifiers> filled = new ArrayList<>(groups);
    int end = filled.size() - 1;
    if (end > 0 && !filled.get(end).hasPlace()) { // "left, moderate"
      Modifiers amount = filled.remove(end);
      filled.set(end - 1, filled.get(end - 1).orElse(amount));
    }
    for (int i = filled.size() - 2; i >= 0; i--) {
      if (filled.get(i).zones().isEmpty()) { // "left and right lower lobe"
        filled.set(i, filled.get(i).withZones(filled.get(i + 1).zones()));
      }
    }
    for (int i = 1; i < filled.size(); i++) {
      if (filled.get(i).severity().isEmpty()) { // "small left and right effusions"
        filled.set(i, filled.get(i).withSeverity(filled.get(i - 1).severity()));
      }
    }
    return filled;
  }

  /** Left and right with equal zones and severity become bilateral. */
  static List<Modifiers> evenSides(List<Modifiers> groups) {
    if (groups.size() != 2) {
      return groups;
    }
    Modifiers one = groups.get(0);
    Modifiers other = groups.get(1);
    boolean bothSides =
        one.side().isPresent()
            && other.side().isPresent()
            && !one.side().equals(other.side())
            && one.side().get() != Laterality.BILATERAL
            && other.side().get() != Laterality.BILATERAL;
    boolean same = one.zones().equals(other.zones()) && one.severity().equals(other.severity());
    return bothSides && same ? List.of(one.withSide(Laterality.BILATERAL)) : groups;
  }
}
