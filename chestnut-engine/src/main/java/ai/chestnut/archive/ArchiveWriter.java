package ai.chestnut.archive;

import static java.util.Objects.requireNonNull;

import ai.chestnut.config.Toml;
import ai.chestnut.failure.DefectException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Sha256;
import ai.chestnut.study.Provenance;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Writes the files of an archive, study by study, shard by shard, the manifest last. What an
 * earlier run has left is found again, whole and of this plan, or made anew. For the files see
 * {@link ArchiveFiles}; which film becomes a study is decided by the room production.
 */
public final class ArchiveWriter {

  private final Plan plan;
  private final Path out;
  private final PlanItems items;
  private final FilmSignature[] signatures;
  private final List<ArchiveManifest.ShardEntry> shards = new ArrayList<>();
  private final Set<Path> damaged = new ConcurrentSkipListSet<>();

  private ArchiveWriter(Plan plan, Path out) {
    this.plan = plan;
    this.out = out;
    this.items = plan.items();
    this.signatures = new FilmSignature[items.size()];
  }

  /**
   * Begins the archive or goes on with it.
   *
   * @param origin what will make its studies
   * @throws ai.chestnut.failure.FileException if the folder holds something else, was begun with
   *     another plan or other models, or cannot be written
   */
  public static ArchiveWriter begin(Plan plan, Path out, Provenance origin) {
    Begun.require(out, Toml.write(plan), OriginJson.write(origin));
    return new ArchiveWriter(plan, out);
  }

  /** Every study, by index. */
  public PlanItems items() {
    return items;
  }

  /** The studies of each shard. */
  public List<List<PlanItem>> shards() {
    List<List<PlanItem>> parts = new ArrayList<>();
    for (int first = 0; first < items.size(); first += plan.shard()) {
      parts.add(items.subList(first, Math.min(first + plan.shard(), items.size())));
    }
    return parts;
  }

  /** The study that is there already, if it is whole and what the plan asks for. */
  public Optional<StudyFile> finished(PlanItem item) {
    Optional<StudyFile> found = Begun.finished(folder(item), item, plan);
    if (found.isEmpty() && Files.exists(folder(item))) {
      damaged.add(out.relativize(folder(item)));
    }
    return found;
  }

  /** Folders of studies that were there but not whole, or not of this plan: those made anew. */
  public List<Path> damaged() {
    return List.copyOf(damaged);
  }

  /** A study that {@link #finished} has found, with its pictures. */
  public StudyBundle read(PlanItem item) {
    return StudyFolder.read(folder(item));
  }

  /** The film of a study that is there. */
  public Radiograph film(PlanItem item) {
    return RadiographFiles.read(folder(item).resolve(StudyFolder.FILM));
  }

  /**
   * Writes a study in the place of whatever is there.
   *
   * @throws ai.chestnut.failure.FileException if it cannot be written; finished studies stay
   */
  public StudyFile put(PlanItem item, StudyBundle bundle) {
    if (!bundle.study().id().equals(item.id()) || bundle.study().asked().index() != item.index()) {
      throw new DefectException(
          "study: got " + bundle.study().id() + ", expected " + item.id() + ", as the plan has it");
    }
    Begun.reopen(out);
    return StudyFolder.write(ArchiveFiles.shard(out, plan, item.index()), bundle);
  }

  /** What was noted of the films of a shard whose studies are all there. */
  public List<FilmSignature> signatures(List<PlanItem> part) {
    List<FilmSignature> noted = new ArrayList<>();
    for (PlanItem item : part) {
      noted.add(requireNonNull(signatures[item.index()]));
    }
    return noted;
  }

  /** Notes a study's film for the search for near-duplicates. From any thread. */
  public void note(PlanItem item, FilmSignature signature) {
    signatures[item.index()] = signature;
  }

  /**
   * Writes the list of a shard whose studies are all there.
   *
   * @param files of its items, in their order
   * @return its row in the manifest
   */
  public ArchiveManifest.ShardEntry seal(List<PlanItem> part, List<StudyFile> files) {
    int first = part.get(0).index();
    Path folder = ArchiveFiles.shard(out, plan, first);
    SortedMap<String, String> sums = new TreeMap<>();
    for (StudyFile file : files) {
      sums.putAll(Checksums.of(folder.resolve(file.study().id()), file));
    }
    Begun.removeOthers(folder, part);
    String text = Checksums.write(sums);
    AtomicFile.write(folder.resolve(ArchiveFiles.CHECKSUMS), text);
    ArchiveManifest.ShardEntry entry =
        new ArchiveManifest.ShardEntry(
            String.valueOf(folder.getFileName()), first, part.size(), Sha256.of(text));
    shards.add(entry);
    return entry;
  }

  /** Writes the tables and, last, the manifest: with it the archive is finished. */
  public ArchiveManifest finish() {
    List<FilmSignature> noted = Arrays.asList(signatures);
    if (noted.contains(null)) {
      throw new DefectException("archive: got a film that is missing, expected all");
    }
    return new ArchiveLists(plan, out)
        .write(
            shards,
            NearDuplicates.of(noted).all(),
            item -> StudyFolder.readDocument(ArchiveFiles.study(out, plan, item)));
  }

  private Path folder(PlanItem item) {
    return ArchiveFiles.study(out, plan, item);
  }
}
