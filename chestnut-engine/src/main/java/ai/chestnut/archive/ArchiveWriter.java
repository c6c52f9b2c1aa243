package ai.chestnut.archive;

import ai.chestnut.config.Toml;
import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Sha256;
import ai.chestnut.study.IndexCsv;
import ai.chestnut.study.IndexRow;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Writes the archive of a plan, shard by shard. Stopped at any moment and run again, it goes on: a
 * study that is there, whole and of this plan is kept, all else is made again, and the bytes are
 * those of an archive that was never stopped. For the files see {@link ArchiveFiles}.
 */
public final class ArchiveWriter {

  private final Plan plan;
  private final Path out;
  private final ArchiveSource source;
  private final Progress progress;
  private final int workers;

  /**
   * @param workers studies made at the same time, from 1; changes no byte
   */
  public ArchiveWriter(Plan plan, Path out, ArchiveSource source, int workers, Progress progress) {
    if (workers < 1) {
      throw new RequestException("workers", "archive", String.valueOf(workers), "at least 1");
    }
    this.plan = plan;
    this.out = out;
    this.source = source;
    this.workers = workers;
    this.progress = progress;
  }

  /**
   * Begins the archive or goes on with it, until it is finished.
   *
   * @return its manifest
   * @throws ai.chestnut.failure.FileException if the folder holds something else, was begun with
   *     another plan or other models, or cannot be written; finished studies stay
   */
  public ArchiveManifest write() {
    Begun.require(out, Toml.write(plan), OriginJson.write(source.origin()));
    List<PlanItem> items = plan.items();
    List<IndexRow> rows = new ArrayList<>(items.size());
    List<ArchiveManifest.ShardEntry> shards = new ArrayList<>();
    for (int first = 0; first < items.size(); first += plan.shard()) {
      List<PlanItem> part = items.subList(first, Math.min(first + plan.shard(), items.size()));
      shards.add(shard(part, rows));
    }
    IndexCsv.write(out.resolve(ArchiveFiles.INDEX), rows);
    ArchiveManifest manifest =
        new ArchiveManifest(
            ArchiveFiles.FORMAT,
            plan.name(),
            true,
            items.size(),
            (int) rows.stream().filter(IndexRow::accepted).count(),
            shards,
            sums());
    AtomicFile.write(out.resolve(ArchiveFiles.MANIFEST), manifest.json());
    return manifest;
  }

  private ArchiveManifest.ShardEntry shard(List<PlanItem> items, List<IndexRow> rows) {
    int first = items.get(0).index();
    Path folder = ArchiveFiles.shard(out, plan, first);
    SortedMap<String, String> sums = new TreeMap<>();
    try (InOrder<PlanItem, StudyFile> studies = new InOrder<>(items, workers, this::study)) {
      for (PlanItem item : items) {
        StudyFile study = studies.next();
        sums.putAll(Checksums.of(folder.resolve(item.id()), study));
        rows.add(IndexRow.of(study));
        progress.advance(Step.of("archive", rows.size(), plan.count()));
      }
    }
    Begun.removeOthers(folder, items);
    String text = Checksums.write(sums);
    AtomicFile.write(folder.resolve(ArchiveFiles.CHECKSUMS), text);
    return new ArchiveManifest.ShardEntry(
        String.valueOf(folder.getFileName()), first, items.size(), Sha256.of(text));
  }

  /** The study of an item: the one that is there, or a new one. */
  private StudyFile study(PlanItem item) {
    Path folder = ArchiveFiles.study(out, plan, item);
    return Begun.finished(folder, item, plan).orElseGet(() -> made(item));
  }

  private StudyFile made(PlanItem item) {
    Begun.reopen(out);
    StudyBundle bundle = source.make(item);
    if (!bundle.study().id().equals(item.id()) || bundle.study().asked().index() != item.index()) {
      throw new DefectException(
          "study: got " + bundle.study().id() + ", expected " + item.id() + ", as the plan has it");
    }
    return StudyFolder.write(ArchiveFiles.shard(out, plan, item.index()), bundle);
  }

  private SortedMap<String, String> sums() {
    SortedMap<String, String> sums = new TreeMap<>();
    for (String file : List.of(ArchiveFiles.PLAN, ArchiveFiles.ORIGIN, ArchiveFiles.INDEX)) {
      sums.put(file, Sha256.of(out.resolve(file)));
    }
    return sums;
  }
}
