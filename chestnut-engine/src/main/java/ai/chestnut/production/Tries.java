package ai.chestnut.production;

import ai.chestnut.archive.ArchiveSource;
import ai.chestnut.archive.CellYield;
import ai.chestnut.archive.PlanItem;
import ai.chestnut.study.Facts;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.SyntheticStudy;
import ai.chestnut.study.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The films of one family, tried together: a try is accepted if each of them is. While none is, the
 * try with the fewest reasons against it is kept, the first of equals. So the outcome after n tries
 * is the same whether they were made at once or in parts.
 *
 * @param kept the accepted try, or the best so far; each study counts all tries and what refused
 *     them
 */
record Tries(List<StudyBundle> kept) {

  private static final String PARTNER = "pair: its partner was refused";
  private static final String PAIR = "pair";

  Tries {
    kept = List.copyOf(kept);
  }

  boolean accepted() {
    return verdict().accepted();
  }

  /** How many tries so far. */
  int count() {
    return verdict().attempts();
  }

  private Verdict verdict() {
    return kept.get(0).study().verdict();
  }

  /**
   * Goes on until a try is accepted or there were so many of them.
   *
   * @param begun after fewer tries
   * @param until tries in all, at least 1
   */
  static Tries make(ArchiveSource source, List<PlanItem> family, Optional<Tries> begun, int until) {
    Optional<Tries> best = begun;
    for (int attempt = begun.map(Tries::count).orElse(0) + 1; attempt <= until; attempt++) {
      List<StudyBundle> made = new ArrayList<>();
      for (PlanItem item : family) {
        made.add(source.attempt(item, attempt));
      }
      Tries now = new Tries(made);
      boolean accepted = made.stream().allMatch(each -> each.study().verdict().accepted());
      boolean better = accepted || best.isEmpty() || now.reasons() < best.get().reasons();
      Tries chosen = better ? now : best.orElse(now);
      best = Optional.of(chosen.told(accepted, attempt, now, best));
      if (accepted) {
        break;
      }
    }
    return best.orElseThrow();
  }

  private int reasons() {
    return kept.stream()
        .flatMap(each -> each.study().verdict().reasons().stream())
        .filter(reason -> !reason.equals(PARTNER))
        .toList()
        .size();
  }

  /** These films with the count of all tries and of what each gate refused. */
  private Tries told(boolean accepted, int attempts, Tries latest, Optional<Tries> before) {
    List<StudyBundle> told = new ArrayList<>();
    for (int i = 0; i < kept.size(); i++) {
      SyntheticStudy study = kept.get(i).study();
      Map<String, Object> refusals = new TreeMap<>();
      if (before.isPresent()) {
        refusals.putAll(refusals(before.get().kept.get(i).study()));
      }
      if (!accepted) {
        for (String gate : gates(latest.kept.get(i).study())) {
          refusals.merge(gate, 1L, (one, other) -> (Long) one + (Long) other);
        }
      }
      List<String> reasons = accepted ? List.of() : reasons(study);
      SyntheticStudy known = study.withVerdict(new Verdict(accepted, attempts, reasons));
      if (!refusals.isEmpty()) {
        known =
            known.withProvenance(known.provenance().with(CellYield.REFUSALS, new Facts(refusals)));
      }
      told.add(kept.get(i).withStudy(known));
    }
    return new Tries(told);
  }

  /** Why a study of a refused try is refused: for itself, or for its partner. */
  private static List<String> reasons(SyntheticStudy study) {
    List<String> own = study.verdict().reasons();
    return own.isEmpty() ? List.of(PARTNER) : own;
  }

  private static TreeSet<String> gates(SyntheticStudy study) {
    TreeSet<String> gates = new TreeSet<>();
    study.verdict().reasons().forEach(reason -> gates.add(GateChoice.of(reason)));
    if (gates.isEmpty()) {
      gates.add(PAIR);
    }
    return gates;
  }

  private static Map<String, Object> refusals(SyntheticStudy study) {
    return study.provenance().more().values().get(CellYield.REFUSALS) instanceof Facts counts
        ? counts.values()
        : Map.of();
  }
}
