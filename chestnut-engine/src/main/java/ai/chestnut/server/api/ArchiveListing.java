package ai.chestnut.server.api;

import ai.chestnut.archive.Archive;
import ai.chestnut.archive.PlanItem;
import ai.chestnut.failure.FileException;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.VerifiedLabel;
import ai.chestnut.vocabulary.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an archive's studies, kept so that filtering does not read every document again.
 *
 * @param written when the archive was finished; another time means another archive
 */
record ArchiveListing(FileTime written, List<Entry> entries) {

  private static final int MOST = 100_000;

  /**
   * One study.
   *
   * @param seen what the experts say of each finding
   */
  record Entry(
      String id,
      String prompt,
      boolean accepted,
      Map<Finding, Integer> labels,
      Map<Finding, VerifiedLabel> seen) {

    double probability(Finding finding) {
      return Optional.ofNullable(seen.get(finding)).map(VerifiedLabel::probability).orElse(0.0);
    }

    /** As callers see it. */
    Map<String, Object> view(Optional<Finding> finding) {
      Map<String, Object> view = new LinkedHashMap<>();
      view.put("id", id);
      view.put("prompt", prompt);
      view.put("accepted", accepted);
      view.put(
          "findings",
          labels.entrySet().stream()
              .filter(label -> label.getValue() == 1)
              .map(label -> label.getKey().canonicalName())
              .toList());
      finding.ifPresent(f -> view.put("probability", probability(f)));
      return view;
    }
  }

  static ArchiveListing of(Archive archive) {
    List<PlanItem> items = archive.items();
    List<Entry> entries = new ArrayList<>();
    for (PlanItem item : items.subList(0, Math.min(MOST, items.size()))) {
      StudyFile file = archive.document(item);
      entries.add(
          new Entry(
              file.study().id(),
              file.study().asked().prompt(),
              file.study().verdict().accepted(),
              file.study().asked().labels(),
              file.study().verified()));
    }
    return new ArchiveListing(written(archive), entries);
  }

  boolean isOf(Archive archive) {
    return written.equals(written(archive));
  }

  private static FileTime written(Archive archive) {
    Path manifest = archive.folder().resolve("archive.json");
    try {
      return Files.getLastModifiedTime(manifest);
    } catch (IOException wrong) {
      throw new FileException("archive", manifest, "nothing there", "its manifest", wrong);
    }
  }

  /** Studies that ask for the finding, the surest first. */
  List<Entry> filtered(Optional<Finding> finding, double least, Optional<Boolean> accepted) {
    return entries.stream()
        .filter(e -> accepted.isEmpty() || accepted.get() == e.accepted())
        .filter(e -> finding.isEmpty() || e.labels().getOrDefault(finding.get(), 0) == 1)
        .filter(e -> finding.isEmpty() || e.probability(finding.get()) >= least)
        .sorted(
            finding
                .map(f -> Comparator.comparingDouble((Entry e) -> -e.probability(f)))
                .orElse(Comparator.comparing(Entry::id)))
        .toList();
  }
}
