package ai.chestnut.spark;

import ai.chestnut.failure.ChestnutException;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What {@code spark-submit} starts: {@code spark-submit --class ai.chestnut.spark.Main
 * chestnut-spark.jar archive --plan PLAN.toml --out URI}.
 */
@Command(name = "chestnut-spark", description = "Chestnut on Apache Spark.")
public final class Main {

  private static final int REFUSED = 5;

  private Main() {}

  /** Runs one command and leaves with its exit code. */
  public static void main(String[] args) {
    CommandLine line =
        new CommandLine(new Main())
            .addSubcommand(new ArchiveCommand())
            .addSubcommand(new FrechetCommand());
    line.setExecutionExceptionHandler(
        (thrown, command, parsed) -> {
          if (thrown instanceof ChestnutException ours) {
            command.getErr().println("chestnut-spark: " + ours.getMessage());
            return ours.exitCode();
          }
          throw thrown;
        });
    int code = line.execute(args);
    if (code != 0) {
      System.exit(code); // 0 must not end the Java machine before Spark has said goodbye
    }
  }

  /** Makes an archive. */
  @Command(
      name = "archive",
      description = {
        "Make a labelled archive after a plan, its shards on many machines.",
        "The bytes are those that one machine makes. Running it again goes on."
      })
  static final class ArchiveCommand implements Callable<Integer> {

    @Option(names = "--plan", required = true, description = "As for chestnut archive.")
    private String plan = "";

    @Option(
        names = "--out",
        required = true,
        description = "Folder of the archive: file:, hdfs:, s3a: or what else Hadoop knows.")
    private String out = "";

    @Override
    public Integer call() {
      try (JavaSparkContext spark = context("chestnut archive")) {
        ArchiveJob job = new ArchiveJob(spark, out);
        return job.run(job.plan(plan)) > 0 ? REFUSED : 0;
      }
    }
  }

  /** Measures the distance between two sets of films. */
  @Command(
      name = "frechet",
      description = "The Fréchet distance between the films of two folders, features on all cores.")
  static final class FrechetCommand implements Callable<Integer> {

    @Option(names = "--real", required = true, description = "Folder of PNG films.")
    private String real = "";

    @Option(names = "--synthetic", required = true, description = "Folder of PNG films.")
    private String synthetic = "";

    @Override
    public Integer call() {
      try (JavaSparkContext spark = context("chestnut frechet")) {
        FrechetJob job = new FrechetJob(spark);
        System.out.println(job.line(real, synthetic));
        return 0;
      }
    }
  }

  private static JavaSparkContext context(String name) {
    return new JavaSparkContext(
        new SparkConf().setAppName(name).setIfMissing("spark.master", "local[*]"));
  }
}
