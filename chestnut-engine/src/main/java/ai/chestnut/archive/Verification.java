package ai.chestnut.archive;

import ai.chestnut.failure.FileException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.storage.Sha256;
import ai.chestnut.storage.Trouble;
import ai.chestnut.study.IndexCsv;
import ai.chestnut.study.IndexRow;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Holds an archive to what it says of itself: every checksum, every file, the index. */
public final class Verification {

  private final Archive archive;
  private final List<ArchiveDefect> defects = new ArrayList<>();
  private final List<IndexRow> rows = new ArrayList<>();

  private Verification(Archive archive) {
    this.archive = archive;
  }

  /**
   * Reads every byte of the archive.
   *
   * @return all defects in the order of the files; none for a sound archive
   * @throws FileException if there is no finished archive to look at
   */
  public static List<ArchiveDefect> check(Path folder, Progress progress) {
    Verification verification = new Verification(Archive.open(folder));
    verification.checkAll(progress);
    return List.copyOf(verification.defects);
  }

  private void checkAll(Progress progress) {
    ArchiveManifest manifest = archive.manifest();
    if (manifest.studies() != archive.plan().count()) {
      add(ArchiveFiles.MANIFEST, manifest.studies() + " studies", archive.plan().count() + "");
    }
    for (String file : ArchiveFiles.LISTS) {
      sum(file, manifest.files().getOrDefault(file, "a checksum in the manifest"));
    }
    List<PlanItem> items = archive.items();
    Set<String> known = new HashSet<>(manifest.files().keySet());
    known.add(ArchiveFiles.MANIFEST);
    known.add(ArchiveFiles.EVALUATION);
    for (int shard = 0; shard < archive.plan().shards(); shard++) {
      int first = shard * archive.plan().shard();
      int end = Math.min(first + archive.plan().shard(), items.size());
      known.add(ArchiveFiles.shard(shard));
      checkShard(shard, items.subList(first, end));
      progress.advance(Step.of("verify", end, items.size()));
    }
    for (String name : names(archive.folder(), 1)) {
      if (!known.contains(name)) {
        add(name, "a file that the archive does not know", "none");
      }
    }
    checkIndex();
    checkFamilies();
    long accepted = rows.stream().filter(IndexRow::accepted).count();
    if (rows.size() == items.size() && accepted != manifest.accepted()) {
      add(ArchiveFiles.MANIFEST, manifest.accepted() + " accepted", accepted + "");
    }
  }

  private void checkShard(int number, List<PlanItem> items) {
    String name = ArchiveFiles.shard(number);
    String list = name + "/" + ArchiveFiles.CHECKSUMS;
    List<ArchiveManifest.ShardEntry> shards = archive.manifest().shards();
    ArchiveManifest.ShardEntry expected =
        new ArchiveManifest.ShardEntry(
            name,
            items.get(0).index(),
            items.size(),
            number < shards.size() ? shards.get(number).sha256() : "");
    if (number >= shards.size() || !shards.get(number).equals(expected)) {
      add(ArchiveFiles.MANIFEST, "another entry for " + name, "the plan's " + expected);
    } else {
      sum(list, expected.sha256());
    }
    SortedMap<String, String> sums = sums(list);
    Path folder = archive.folder().resolve(name);
    for (String file : names(folder, Integer.MAX_VALUE)) {
      if (!sums.containsKey(file) && !file.equals(ArchiveFiles.CHECKSUMS)) {
        add(name + "/" + file, "a file without a checksum", "none");
      }
    }
    sums.forEach((file, sum) -> sum(name + "/" + file, sum));
    items.forEach(item -> checkStudy(item, name));
  }

  private SortedMap<String, String> sums(String list) {
    try {
      return Checksums.read(archive.folder().resolve(list));
    } catch (FileException damaged) {
      addOnce(list, String.valueOf(damaged.getMessage()), "a list of checksums");
      return new TreeMap<>();
    }
  }

  /** The document says what the plan asks for and what the checksums hold. */
  private void checkStudy(PlanItem item, String shard) {
    String document = shard + "/" + item.id() + "/" + StudyFolder.DOCUMENT;
    try {
      StudyFile study = archive.document(item);
      if (!study.study().id().equals(item.id())
          || !study.study().asked().prompt().equals(item.prompt().text())) {
        add(document, "study " + study.study().id(), item.id() + " of the plan");
      }
      rows.add(IndexRow.of(study));
    } catch (FileException damaged) {
      addOnce(document, String.valueOf(damaged.getMessage()), "a study");
    }
  }

  /** The index is the one that follows from the documents. */
  private void checkIndex() {
    if (rows.size() < archive.size()) {
      return; // told already, study by study
    }
    Path index = archive.folder().resolve(ArchiveFiles.INDEX);
    try {
      if (Files.exists(index) && !Files.readString(index).equals(IndexCsv.text(rows))) {
        addOnce(ArchiveFiles.INDEX, "rows that the studies do not have", "theirs");
      }
    } catch (IOException unreadable) {
      addOnce(ArchiveFiles.INDEX, Trouble.reason(unreadable), "a readable table");
    }
  }

  /** No family is parted, and the manifest counts what the table says. */
  private void checkFamilies() {
    Path table = archive.folder().resolve(ArchiveFiles.FAMILIES);
    if (!Files.isRegularFile(table)) {
      return; // told already
    }
    try {
      FamilyTable families = FamilyTable.read(table);
      if (!families.holdsTogether()) {
        addOnce(ArchiveFiles.FAMILIES, "a family in two splits", "each in one");
      }
      ArchiveManifest manifest = archive.manifest();
      if (!families.splitCounts().equals(manifest.splits())
          || families.families() != manifest.families()
          || families.rows().size() != manifest.studies()) {
        addOnce(ArchiveFiles.FAMILIES, "other counts than the manifest's", "the same");
      }
    } catch (FileException damaged) {
      addOnce(ArchiveFiles.FAMILIES, String.valueOf(damaged.getMessage()), "a table");
    }
  }

  private void sum(String file, String expected) {
    Path path = archive.folder().resolve(file);
    if (!Files.isRegularFile(path)) {
      add(file, "nothing there", "the file");
      return;
    }
    String got = Sha256.of(path);
    if (!got.equals(expected)) {
      add(file, "SHA-256 " + got, expected);
    }
  }

  private void addOnce(String file, String got, String expected) {
    if (defects.stream().noneMatch(defect -> defect.file().equals(file))) {
      add(file, got, expected);
    }
  }

  private void add(String file, String got, String expected) {
    defects.add(new ArchiveDefect(file, got, expected));
  }

  /** Names below a folder: of everything at depth 1, of files alone deeper down. */
  private static Set<String> names(Path folder, int depth) {
    Set<String> names = new TreeSet<>();
    if (!Files.isDirectory(folder)) {
      return names;
    }
    try (Stream<Path> tree = Files.walk(folder, depth)) {
      tree.filter(path -> !path.equals(folder))
          .filter(path -> depth == 1 || Files.isRegularFile(path))
          .forEach(path -> names.add(folder.relativize(path).toString().replace('\\', '/')));
    } catch (IOException wrong) {
      throw Trouble.reading("archive", folder, "a readable folder", wrong);
    }
    return names;
  }
}
