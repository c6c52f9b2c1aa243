package ai.chestnut.production;

import ai.chestnut.archive.ArchiveManifest;
import ai.chestnut.archive.ArchiveSource;
import ai.chestnut.archive.ArchiveWriter;
import ai.chestnut.archive.FilmSignature;
import ai.chestnut.archive.Plan;
import ai.chestnut.archive.PlanItem;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.progress.Step;
import java.nio.file.Path;
import java.util.List;

/**
 * Makes the archive of a plan, shard by shard. Stopped at any moment and run again, it goes on: a
 * study that is there, whole and of this plan is kept, all else is made again, and the bytes are
 * those of an archive that was never stopped.
 */
public final class ArchiveProduction {

  private final Plan plan;
  private final Path out;
  private final ArchiveSource source;
  private final Progress progress;
  private final int workers;
  private int done;
  private List<Path> remade = List.of();

  /**
   * @param workers studies made at the same time, from 1; changes no byte
   */
  public ArchiveProduction(
      Plan plan, Path out, ArchiveSource source, int workers, Progress progress) {
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
    ArchiveWriter archive = ArchiveWriter.begin(plan, out, source.origin());
    ShardFilling filling = new ShardFilling(plan.panel(), archive, source, workers);
    int all = archive.items().size();
    for (List<PlanItem> shard : archive.shards()) {
      archive.seal(
          shard,
          filling.fill(
              shard,
              studies -> {
                done += studies;
                progress.advance(Step.of("archive", done, all));
              }));
    }
    remade = archive.damaged();
    return archive.finish();
  }

  /** A shard that is whole: its row in the manifest and what tells its films from others. */
  public record Shard(ArchiveManifest.ShardEntry entry, List<FilmSignature> signatures) {

    public Shard {
      signatures = List.copyOf(signatures);
    }
  }

  /**
   * Makes one shard alone, in a folder that becomes an archive only when all shards and the lists
   * stand together: the same bytes as {@link #write} gives it.
   *
   * @param number from 0, below the plan's number of shards
   */
  public Shard shard(int number) {
    ArchiveWriter archive = ArchiveWriter.begin(plan, out, source.origin());
    List<PlanItem> items = archive.shards().get(number);
    ShardFilling filling = new ShardFilling(plan.panel(), archive, source, workers);
    ArchiveManifest.ShardEntry entry =
        archive.seal(
            items,
            filling.fill(
                items,
                studies -> {
                  done += studies;
                  progress.advance(Step.of("shard", done, items.size()));
                }));
    return new Shard(entry, archive.signatures(items));
  }

  /**
   * Folders of studies, within the archive, that an earlier run had left but that were damaged:
   * they were made again.
   */
  public List<Path> remade() {
    return remade;
  }
}
