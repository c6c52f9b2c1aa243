package ai.chestnut.prompt;

import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A finding while its sentence is being read: modifiers may still come. */
final class Mention {

  /** What is where its neighbour is; the others lie in both lungs, or where they please. */
  private static final Set<Finding> FOLLOWS_NEIGHBOUR =
      Set.of(
          Finding.ATELECTASIS,
          Finding.CONSOLIDATION,
          Finding.FIBROSIS,
          Finding.FRACTURE,
          Finding.LUNG_LESION,
          Finding.LUNG_OPACITY,
          Finding.PLEURAL_EFFUSION,
          Finding.PLEURAL_OTHER,
          Finding.PLEURAL_THICKENING,
          Finding.PNEUMONIA,
          Finding.VIRAL_PNEUMONIA,
          Finding.BACTERIAL_PNEUMONIA,
          Finding.PNEUMOTHORAX,
          Finding.INFILTRATION,
          Finding.MASS,
          Finding.NODULE,
          Finding.TUBERCULOSIS);

  private final Finding finding;
  private final boolean article;
  private List<Modifiers> groups;
  private Certainty certainty;
  private boolean ignored;

  /**
   * @param article whether it has an article or number of its own
   */
  Mention(Finding finding, List<Modifiers> groups, Certainty certainty, boolean article) {
    this.finding = finding;
    this.groups = groups;
    this.certainty = certainty;
    this.article = article;
  }

  boolean hasArticle() {
    return article;
  }

  boolean hasPlace() {
    return groups.stream().anyMatch(Modifiers::hasPlace);
  }

  void ignore() {
    ignored = true;
  }

  void make(Certainty cue) {
    if (cue == Certainty.ABSENT || certainty == Certainty.PRESENT) {
      certainty = cue;
    }
  }

  /**
   * Takes the side and, without a zone of its own, the zones of a neighbour.
   *
   * @param same whether it is the neighbour under another name, so that it must be where that is
   */
  void share(Mention neighbour, boolean same) {
    if (!(same || FOLLOWS_NEIGHBOUR.contains(finding))
        || groups.stream().anyMatch(g -> g.side().isPresent())) {
      return;
    }
    Modifiers own = groups.isEmpty() ? Modifiers.NONE : groups.get(0);
    List<Modifiers> shared = new ArrayList<>();
    for (Modifiers theirs : neighbour.groups) {
      Modifiers allowed =
          new Modifiers(
              theirs.side().filter(Places.of(finding)::allows),
              theirs.zones().stream().filter(Places.of(finding)::allows).toList(),
              Optional.empty(),
              theirs.severity().isEmpty() ? theirs.larger() : Optional.empty());
      shared.add(own.orElse(allowed));
    }
    if (!shared.isEmpty()) {
      groups = shared.stream().distinct().toList();
    }
  }

  /** Takes modifiers that stand behind the finding. */
  void attach(List<Modifiers> behind) {
    if (groups.isEmpty()) {
      groups = behind;
      return;
    }
    List<Modifiers> merged = new ArrayList<>();
    for (Modifiers group : groups) {
      if (group.side().equals(Optional.of(Laterality.BILATERAL)) && oneSided(behind)) {
        merged.addAll(split(group, behind));
      } else if (groups.size() == 1 && fits(group, behind)) {
        behind.forEach(b -> merged.add(fill(b, group)));
      } else {
        merged.add(group);
      }
    }
    if (groups.size() == 1 && !fits(groups.get(0), behind) && !oneSidedOfBoth(behind)) {
      merged.addAll(behind);
    }
    groups = Modifiers.evenSides(merged);
  }

  private boolean oneSidedOfBoth(List<Modifiers> behind) {
    return groups.get(0).side().equals(Optional.of(Laterality.BILATERAL)) && oneSided(behind);
  }

  private static boolean oneSided(List<Modifiers> behind) {
    return behind.stream()
        .allMatch(b -> b.side().isPresent() && b.side().get() != Laterality.BILATERAL);
  }

  private static boolean fits(Modifiers group, List<Modifiers> behind) {
    return group.side().isEmpty()
        || behind.stream().allMatch(b -> b.side().isEmpty() || b.side().equals(group.side()));
  }

  private static Modifiers fill(Modifiers behind, Modifiers group) {
    Modifiers both = behind.and(group);
    return behind.severity().isPresent() ? both.withSeverity(behind.severity()) : both;
  }

  private static List<Modifiers> split(Modifiers both, List<Modifiers> behind) {
    List<Modifiers> sides = new ArrayList<>();
    for (Modifiers side : behind) {
      sides.add(side.orElse(both));
    }
    if (behind.size() == 1) {
      sides.add(both.withSide(other(behind.get(0).side().orElseThrow())));
    }
    return sides;
  }

  private static Laterality other(Laterality side) {
    return side == Laterality.LEFT ? Laterality.RIGHT : Laterality.LEFT;
  }

  /** What has been said; of two uneven sides without a severity, one is moderate, one small. */
  List<Observation> observations() {
    List<Observation> seen = new ArrayList<>();
    if (ignored) {
      return seen;
    }
    for (Modifiers group : groups.isEmpty() ? List.of(Modifiers.NONE) : groups) {
      if (group.larger().isPresent() && group.severity().isEmpty()) {
        Laterality more = group.larger().get();
        seen.add(observation(group.withSide(more).withSeverity(Optional.of(Severity.MODERATE))));
        seen.add(
            observation(group.withSide(other(more)).withSeverity(Optional.of(Severity.SMALL))));
      } else {
        seen.add(observation(group));
      }
    }
    return seen;
  }

  private Observation observation(Modifiers group) {
    return new Observation(finding, group.side(), group.zones(), group.severity(), certainty);
  }
}
