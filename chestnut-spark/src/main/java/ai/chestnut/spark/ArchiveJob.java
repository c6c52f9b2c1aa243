package ai.chestnut.spark;

import ai.chestnut.archive.ArchiveLists;
import ai.chestnut.archive.ArchiveManifest;
import ai.chestnut.archive.ArchiveWriter;
import ai.chestnut.archive.FilmSignature;
import ai.chestnut.archive.NearDuplicates;
import ai.chestnut.archive.Plan;
import ai.chestnut.archive.PlanItem;
import ai.chestnut.config.Toml;
import ai.chestnut.failure.FileException;
import ai.chestnut.production.ArchiveProduction;
import ai.chestnut.storage.Staging;
import ai.chestnut.study.StudyFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * The archive of a plan, each shard a task. The driver writes plan and origin first, the lists
 * last. Run again after any loss, it goes on with the shards that are not whole; lost executors and
 * speculative attempts change no byte.
 */
public final class ArchiveJob {

  private static final List<String> BEFORE = List.of("plan.toml", "origin.json");
  private static final List<String> AFTER =
      List.of("families.csv", "index.csv", "index.parquet", "archive.json"); // in this order
  private static final String DRIVER = "driver";
  private static final long PAIRS_A_TASK = 500_000_000;

  private final JavaSparkContext spark;
  private final String out;
  private final ArchiveStore store;

  /**
   * @param out folder of the archive, any address that Hadoop knows
   */
  public ArchiveJob(JavaSparkContext spark, String out) {
    this.spark = spark;
    this.out = out;
    this.store = ArchiveStore.open(out, Hadoop.of(spark.getConf()));
  }

  /** Reads a plan from the driver's disk. */
  public Plan plan(String file) {
    return Plan.read(Path.of(file));
  }

  /**
   * Makes the archive or what is left of it.
   *
   * @return studies that the panel refused
   * @throws FileException if the folder was begun with another plan or other models
   */
  public int run(Plan plan) {
    Path local = temporary();
    try {
      Path lists = local.resolve("lists");
      String text = Toml.write(plan);
      ArchiveWriter.begin(plan, lists, ExecutorModels.of(text).origin());
      for (String file : BEFORE) {
        agree(lists.resolve(file), file, local);
      }
      if (store.has("archive.json")) {
        store.fetch("archive.json", lists.resolve("archive.json"));
        ArchiveManifest made = ArchiveManifest.read(lists);
        return made.studies() - made.accepted();
      }
      ShardTask task = new ShardTask(text, out);
      List<Integer> numbers = IntStream.range(0, plan.shards()).boxed().toList();
      spark
          .parallelize(numbers, numbers.size())
          .foreach(number -> task.make(number, attempt(), Hadoop.here()));
      ArchiveManifest made = finish(plan, lists, local);
      return made.studies() - made.accepted();
    } finally {
      Staging.remove(local);
    }
  }

  private static String attempt() {
    TaskContext task = TaskContext.get();
    return "task-" + task.taskAttemptId();
  }

  /** Puts the file in its place, or holds that the one there is the same. */
  private void agree(Path file, String name, Path local) {
    if (!store.has(name)) {
      store.put(file, name, DRIVER);
      return;
    }
    Path there = local.resolve("there-" + name);
    store.fetch(name, there);
    try {
      if (Files.mismatch(file, there) >= 0) {
        throw FileException.at(
            "archive",
            out + "/" + name,
            "another one",
            "the plan, software and models that it was begun with",
            new IOException("begun differently"));
      }
    } catch (IOException wrong) {
      throw new FileException(
          "archive", there, String.valueOf(wrong.getMessage()), "a readable file", wrong);
    }
  }

  private ArchiveManifest finish(Plan plan, Path lists, Path local) {
    List<ArchiveManifest.ShardEntry> shards = new ArrayList<>();
    List<FilmSignature> signatures = new ArrayList<>();
    Path seal = local.resolve("seal");
    for (int number = 0; number < plan.shards(); number++) {
      store.fetch(StagedShard.seal(number), seal);
      ArchiveProduction.Shard shard = StagedShard.readSeal(seal);
      shards.add(shard.entry());
      signatures.addAll(shard.signatures());
    }
    ArchiveManifest made =
        new ArchiveLists(plan, lists)
            .write(shards, near(signatures), new Documents(plan.shard(), local)::read);
    for (String file : AFTER) {
      store.put(lists.resolve(file), file, DRIVER);
    }
    store.drop(StagedShard.FOLDER);
    store.dropPartials();
    return made;
  }

  /** Compares all pairs of films, rows of about equally many pairs a task. */
  private List<NearDuplicates.Pair> near(List<FilmSignature> signatures) {
    int films = signatures.size();
    long pairs = (long) films * (films - 1) / 2;
    int tasks = (int) Math.max(1, Math.min(films, pairs / PAIRS_A_TASK));
    List<int[]> rows = new ArrayList<>();
    for (int task = 0; task < tasks; task++) { // rows up to r hold r^2 / 2 pairs
      rows.add(new int[] {part(films, task, tasks), part(films, task + 1, tasks)});
    }
    Broadcast<long[]> words = spark.broadcast(NearDuplicates.words(signatures));
    try {
      return spark
          .parallelize(rows, tasks)
          .flatMap(row -> NearDuplicates.ofWords(words.value()).rows(row[0], row[1]).iterator())
          .collect();
    } finally {
      words.destroy();
    }
  }

  private static int part(int films, int task, int tasks) {
    return task == tasks ? films : (int) (films * Math.sqrt(task / (double) tasks));
  }

  /** The documents of all studies, read in their order, one shard's file on the disk at a time. */
  private final class Documents {

    private final int size;
    private final Path local;
    private int held = -1;

    Documents(int size, Path local) {
      this.size = size;
      this.local = local;
    }

    StudyFile read(PlanItem item) {
      int number = item.index() / size;
      Path file = local.resolve("documents.zip");
      if (number != held) {
        store.fetch(StagedShard.documents(number), file);
        held = number;
      }
      return StagedShard.readDocument(file, item.id(), local);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("chestnut-archive");
    } catch (IOException wrong) {
      throw new FileException(
          "local folder",
          Path.of(System.getProperty("java.io.tmpdir", "")),
          String.valueOf(wrong.getMessage()),
          "a place for the lists",
          wrong);
    }
  }
}
