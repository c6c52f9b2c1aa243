package ai.chestnut.archive;

import ai.chestnut.failure.DefectException;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Sha256;
import ai.chestnut.study.StudyFile;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The lists of an archive whose shards are all there, wherever these lie: tables, and the manifest
 * that makes it finished. Beside them stand the plan and the origin, which {@link
 * ArchiveWriter#begin} has written.
 */
public final class ArchiveLists {

  private final Plan plan;
  private final Path out;

  /**
   * @param out folder of the lists
   */
  public ArchiveLists(Plan plan, Path out) {
    this.plan = plan;
    this.out = out;
  }

  /**
   * Writes the tables and, last, the manifest.
   *
   * @param shards in their order
   * @param near studies whose films are nearly the same: all there are among the studies
   * @param documents reads the document of a study; asked for each once, in their order
   */
  public ArchiveManifest write(
      List<ArchiveManifest.ShardEntry> shards,
      List<NearDuplicates.Pair> near,
      Function<PlanItem, StudyFile> documents) {
    PlanItems items = plan.items();
    if (shards.size() < plan.shards()) {
      throw new DefectException(
          "archive: got " + shards.size() + " shards, expected " + plan.shards());
    }
    FamilyTable families = FamilyTable.of(plan, items, near);
    ArchiveIndex index = ArchiveIndex.write(out, plan, items, families, documents);
    SortedMap<String, String> sums = new TreeMap<>();
    for (String file : ArchiveFiles.LISTS) {
      sums.put(file, Sha256.of(out.resolve(file)));
    }
    ArchiveManifest manifest =
        new ArchiveManifest(
            ArchiveFiles.FORMAT,
            plan.name(),
            true,
            items.size(),
            index.accepted(),
            index.yields(),
            families.splitCounts(),
            families.families(),
            shards,
            sums);
    AtomicFile.write(out.resolve(ArchiveFiles.MANIFEST), manifest.json());
    return manifest;
  }
}
