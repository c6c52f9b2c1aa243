package ai.chestnut.production;

import ai.chestnut.archive.ArchiveSource;
import ai.chestnut.archive.ArchiveWriter;
import ai.chestnut.archive.FilmSignature;
import ai.chestnut.archive.PlanItem;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The place of one family in an archive, and what is known of it: after so many tries it is
 * accepted, or still refused. What an earlier run has left is part of that knowledge, and may go
 * further than this run has come.
 */
final class FamilySlot {

  private final List<PlanItem> family;
  private List<StudyFile> files = List.of();
  private boolean accepted;
  private int tries;

  FamilySlot(List<PlanItem> family) {
    this.family = List.copyOf(family);
  }

  boolean accepted() {
    return accepted;
  }

  /** Films that this run counts against the budget. */
  long films() {
    return (long) tries * family.size();
  }

  int size() {
    return family.size();
  }

  int cell() {
    return family.get(0).cell();
  }

  int tries() {
    return tries;
  }

  /** The studies as they lie in the archive. */
  List<StudyFile> files() {
    return files;
  }

  /** Sees to it that there were so many tries, or an accepted one before. */
  void until(int wanted, ArchiveWriter archive, ArchiveSource source) {
    Optional<Verdict> there = there(archive);
    if (there.isPresent() && known(there.get(), wanted)) {
      return;
    }
    Optional<Tries> begun =
        there.filter(verdict -> !verdict.accepted()).map(refused -> new Tries(read(archive)));
    Tries made = Tries.make(source, family, begun, wanted);
    put(made, archive);
    accepted = made.accepted();
    tries = made.count();
  }

  /** Whether what is there says how so many tries went. */
  private boolean known(Verdict there, int wanted) {
    accepted = there.accepted() && there.attempts() <= wanted;
    tries = Math.min(there.attempts(), wanted);
    return there.accepted() || there.attempts() >= wanted;
  }

  /** Holds that what lies there is what this run has decided; what went further is made again. */
  void settle(ArchiveWriter archive, ArchiveSource source) {
    Verdict there = files.get(0).study().verdict();
    if (there.attempts() != tries || there.accepted() != accepted) {
      put(Tries.make(source, family, Optional.empty(), tries), archive);
    }
    for (PlanItem item : family) {
      archive.note(item, FilmSignature.of(archive.film(item)));
    }
  }

  private Optional<Verdict> there(ArchiveWriter archive) {
    if (files.isEmpty()) {
      List<StudyFile> found = new ArrayList<>();
      family.forEach(item -> archive.finished(item).ifPresent(found::add));
      boolean alike =
          found.stream().map(file -> file.study().verdict().attempts()).distinct().count() == 1;
      boolean agreed =
          found.stream().map(file -> file.study().verdict().accepted()).distinct().count() == 1;
      if (found.size() < family.size() || !alike || !agreed) {
        return Optional.empty(); // stopped between a study and its twin
      }
      files = List.copyOf(found);
    }
    return Optional.of(files.get(0).study().verdict());
  }

  private List<StudyBundle> read(ArchiveWriter archive) {
    return family.stream().map(archive::read).toList();
  }

  private void put(Tries made, ArchiveWriter archive) {
    List<StudyFile> written = new ArrayList<>();
    for (int i = 0; i < family.size(); i++) {
      written.add(archive.put(family.get(i), made.kept().get(i)));
    }
    files = List.copyOf(written);
  }
}
