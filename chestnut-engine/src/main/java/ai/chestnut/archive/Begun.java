package ai.chestnut.archive;

import ai.chestnut.failure.FileException;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Staging;
import ai.chestnut.storage.Trouble;
import ai.chestnut.study.Asked;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an earlier run has left in an archive's folder, and what of it can be kept. */
final class Begun {

  private Begun() {}

  /**
   * Makes the folder, or holds that it was begun with this plan and these models. Whatever was
   * never finished is removed.
   */
  static void require(Path out, String plan, String origin) {
    if (Files.exists(out) && !Files.isDirectory(out)) {
      throw new FileException("archive", out, "a file", "a folder");
    }
    removePartials(out);
    Path planFile = out.resolve(ArchiveFiles.PLAN);
    if (!Files.exists(planFile)) {
      requireEmpty(out);
      try {
        Files.createDirectories(out);
      } catch (IOException wrong) {
        throw Trouble.writing(out, wrong);
      }
      AtomicFile.write(out.resolve(ArchiveFiles.ORIGIN), origin);
      AtomicFile.write(planFile, plan);
      return;
    }
    requireSame(planFile, plan, "the plan that it was begun with");
    requireSame(out.resolve(ArchiveFiles.ORIGIN), origin, "the software and models it began with");
  }

  private static void requireEmpty(Path out) {
    if (!Files.exists(out)) {
      return;
    }
    try (Stream<Path> content = Files.list(out)) {
      Optional<Path> other =
          content.filter(file -> !file.endsWith(ArchiveFiles.ORIGIN)).findFirst();
      if (other.isPresent()) {
        throw new FileException(
            "archive", out, "other files, such as " + other.get().getFileName(), "an empty folder");
      }
    } catch (IOException wrong) {
      throw Trouble.reading("archive", out, "a readable folder", wrong);
    }
  }

  private static void requireSame(Path file, String text, String expected) {
    try {
      if (!Files.readString(file).equals(text)) {
        throw new FileException("archive", file, "another one", expected);
      }
    } catch (IOException wrong) {
      throw Trouble.reading("archive", file, "a readable file", wrong);
    }
  }

  /** The study that is there, if it is whole and what the plan asks for. */
  static Optional<StudyFile> finished(Path folder, PlanItem item, Plan plan) {
    if (!Files.isRegularFile(folder.resolve(StudyFolder.DOCUMENT))) {
      return Optional.empty();
    }
    try {
      StudyFile study = StudyFolder.readDocument(folder);
      Asked asked = study.study().asked();
      boolean ours =
          study.study().id().equals(item.id())
              && asked.index() == item.index()
              && asked.seed() == plan.seed()
              && asked.method().equals(item.asked().method())
              && asked.prompt().equals(item.prompt().text());
      return ours && StudyFolder.isSealed(folder) && StudyFolder.check(folder, study).isEmpty()
          ? Optional.of(study)
          : Optional.empty();
    } catch (FileException damaged) {
      return Optional.empty(); // made again
    }
  }

  /** Takes the manifest away before anything it vouches for is made again. */
  static void reopen(Path out) {
    try {
      Files.deleteIfExists(out.resolve(ArchiveFiles.MANIFEST));
    } catch (IOException wrong) {
      throw Trouble.writing(out, wrong);
    }
  }

  /** Removes what stands in a shard and is none of its studies. */
  static void removeOthers(Path shard, List<PlanItem> items) {
    Set<String> known = items.stream().map(PlanItem::id).collect(Collectors.toSet());
    for (Path file : content(shard)) {
      String name = String.valueOf(file.getFileName());
      if (!known.contains(name) && !name.equals(ArchiveFiles.CHECKSUMS)) {
        Staging.remove(file);
      }
    }
  }

  private static void removePartials(Path out) {
    for (Path file : content(out)) {
      if (AtomicFile.isPartial(file)) {
        Staging.remove(file);
      } else if (Files.isDirectory(file)) {
        content(file).stream().filter(AtomicFile::isPartial).forEach(Staging::remove);
      }
    }
  }

  private static List<Path> content(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException wrong) {
      throw Trouble.reading("archive", folder, "a readable folder", wrong);
    }
  }
}
