package ai.chestnut.spark;

import ai.chestnut.archive.Plan;
import ai.chestnut.config.Toml;
import ai.chestnut.failure.FileException;
import ai.chestnut.production.ArchiveProduction;
import ai.chestnut.progress.Progress;
import ai.chestnut.storage.Staging;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * Makes one shard in a local folder and copies it to the archive. May be stopped anywhere and run
 * again, or run twice at the same time: every attempt writes the same bytes, each file whole.
 *
 * @param plan as TOML
 * @param out folder of the archive
 */
record ShardTask(String plan, String out) implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * @param attempt a name that no other attempt has
   */
  void make(int number, String attempt, Configuration hadoop) {
    ArchiveStore store = ArchiveStore.open(out, hadoop);
    if (store.has(StagedShard.seal(number))) {
      return; // made by an earlier run or attempt
    }
    Path local = folder();
    try {
      Plan wanted = Toml.parse(plan, "plan", Plan.class);
      Path archive = local.resolve("archive");
      ArchiveProduction.Shard shard =
          new ArchiveProduction(wanted, archive, ExecutorModels.of(plan), 1, Progress.SILENT)
              .shard(number);
      Path made = archive.resolve(shard.entry().name());
      int first = shard.entry().first();
      List<String> ids =
          wanted.items().subList(first, first + shard.entry().studies()).stream()
              .map(item -> item.id())
              .toList();
      Path documents = local.resolve("documents");
      StagedShard.writeDocuments(documents, made, ids);
      Path seal = local.resolve("seal");
      StagedShard.writeSeal(seal, shard);
      store.putAll(made, shard.entry().name(), attempt);
      store.put(documents, StagedShard.documents(number), attempt);
      store.put(seal, StagedShard.seal(number), attempt);
    } finally {
      Staging.remove(local);
      store.dropPartials(attempt);
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("chestnut-shard");
    } catch (IOException wrong) {
      throw new FileException(
          "local folder",
          Path.of(System.getProperty("java.io.tmpdir", "")),
          String.valueOf(wrong.getMessage()),
          "a place for one shard",
          wrong);
    }
  }
}
