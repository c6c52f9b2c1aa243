package ai.chestnut.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.archive.Plan;
import ai.chestnut.config.Toml;
import ai.chestnut.failure.FileException;
import ai.chestnut.production.ArchiveProduction;
import ai.chestnut.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveJobTest {

  private static final String PLAN =
      """
      name = "on-spark"
      method = "text"
      model = "mu"
      seed = 5
      shard = 4
      [sampling]
      steps = 2
      guidance = 1.5
      size = 32
      bitDepth = 8
      [panel]
      filter = false
      attempts = 1
      [[cells]]
      count = 6
      findings = "pneumothorax:left"
      pairs = true
      [[cells]]
      count = 7
      findings = "pleural effusion"
      """;

  @TempDir Path folder;

  private final Plan plan = Toml.parse(PLAN, "plan", Plan.class);

  @Test
  void theBytesAreThoseOfOneMachineThoughTasksDie() {
    FlakyFiles.FILES_BEFORE_DEATH.set(5);
    FlakyFiles.DEATHS.set(0);
    try (JavaSparkContext spark = spark("local[2,4]")) {
      new ArchiveJob(spark, "flaky://" + folder.resolve("spark")).run(plan);
    } finally {
      FlakyFiles.FILES_BEFORE_DEATH.set(Integer.MAX_VALUE);
    }
    assertThat(FlakyFiles.DEATHS.get()).isPositive();
    assertThat(content(folder.resolve("spark"))).isEqualTo(content(alone()));
  }

  @Test
  void aShardMadeTwiceAtTheSameTimeIsTheSame() {
    Path out = folder.resolve("twice");
    try (JavaSparkContext spark = spark("local[2]")) {
      ShardTask task = new ShardTask(Toml.write(plan), out.toString());
      List<CompletableFuture<Void>> both =
          Stream.of("one", "other")
              .map(
                  attempt ->
                      CompletableFuture.runAsync(
                          () -> task.make(1, attempt, Hadoop.of(spark.getConf()))))
              .toList();
      both.forEach(CompletableFuture::join);
      new ArchiveJob(spark, out.toString()).run(plan);
    }
    assertThat(content(out)).isEqualTo(content(alone()));
  }

  @Test
  void runAgainItMakesOnlyWhatIsMissingAndNothingOnceFinished() throws IOException {
    Path out = folder.resolve("again");
    try (JavaSparkContext spark = spark("local[2]")) {
      ShardTask task = new ShardTask(Toml.write(plan), out.toString());
      task.make(2, "earlier", Hadoop.of(spark.getConf()));
      Path kept = out.resolve("shard-00002/checksums.txt");
      var before = Files.getLastModifiedTime(kept);
      new ArchiveJob(spark, out.toString()).run(plan);
      assertThat(Files.getLastModifiedTime(kept)).isEqualTo(before);
      SortedMap<String, String> finished = content(out);
      new ArchiveJob(spark, out.toString()).run(plan);
      assertThat(content(out)).isEqualTo(finished).isEqualTo(content(alone()));
    }
  }

  @Test
  void anotherPlanIsRefused() {
    Path out = folder.resolve("other");
    try (JavaSparkContext spark = spark("local[1]")) {
      new ArchiveJob(spark, out.toString()).run(plan);
      Plan other = Toml.parse(PLAN.replace("seed = 5", "seed = 6"), "plan", Plan.class);
      assertThatThrownBy(() -> new ArchiveJob(spark, out.toString()).run(other))
          .isInstanceOf(FileException.class)
          .hasMessageContaining("begun with");
    }
  }

  @Test
  void theModelsAreLoadedOnceForAllTasks() {
    try (JavaSparkContext spark = spark("local[2]")) {
      new ArchiveJob(spark, folder.resolve("one").toString()).run(plan);
      int before = ExecutorModels.count();
      new ArchiveJob(spark, folder.resolve("two").toString()).run(plan);
      assertThat(ExecutorModels.count()).isEqualTo(before);
    }
  }

  private Path alone() {
    Path out = folder.resolve("alone");
    new ArchiveProduction(plan, out, ExecutorModels.of(Toml.write(plan)), 1, Progress.SILENT)
        .write();
    return out;
  }

  private static JavaSparkContext spark(String master) {
    return new JavaSparkContext(
        new SparkConf()
            .setMaster(master)
            .setAppName("test")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.hadoop.fs.flaky.impl", FlakyFiles.class.getName())
            .set("spark.hadoop.fs.AbstractFileSystem.flaky.impl", FlakyNames.class.getName()));
  }

  private static SortedMap<String, String> content(Path root) {
    SortedMap<String, String> sums = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        sums.put(
            root.relativize(file).toString(),
            java.util.HexFormat.of()
                .formatHex(
                    java.security.MessageDigest.getInstance("SHA-256")
                        .digest(Files.readAllBytes(file))));
      }
    } catch (IOException | java.security.NoSuchAlgorithmException wrong) {
      throw new AssertionError(wrong);
    }
    return sums;
  }
}
