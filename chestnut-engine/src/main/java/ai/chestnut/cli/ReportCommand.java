package ai.chestnut.cli;

import ai.chestnut.authoring.ReportAuthor;
import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.prompt.FindingList;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.PromptSampler;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.prompt.VocabularyCounts;
import ai.chestnut.prompt.VocabularySampler;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Reports: written, read, counted. */
@Command(
    name = "report",
    description = {
      "Write reports, one per line; or read text into findings, one JSON line per line of text.",
      ""
    },
    sortOptions = false)
final class ReportCommand implements Callable<Integer> {

  private static final int MOST_WORDS = 3;

  private final Session session;

  /** Exactly one of these says what to do. */
  static final class Task {
    @Option(
        names = "--sample",
        paramLabel = "N",
        description = "Write N reports of random findings, from 1.")
    private Optional<Integer> sample = Optional.empty();

    @Option(
        names = "--findings",
        paramLabel = "LIST",
        description =
            "Write a report of these: name[:side[:size]], separated by semicolons;"
                + " for example \"pleural effusion:left:small; cardiomegaly\".")
    private Optional<String> findings = Optional.empty();

    @Option(
        names = "--read",
        paramLabel = "FILE|-",
        description = "Read each line of this UTF-8 file, or of standard input.")
    private Optional<String> read = Optional.empty();

    @Option(
        names = "--vocabulary",
        paramLabel = "DIR",
        description =
            "Count what the reports of this folder say (.txt files, one report each), as JSON.")
    private Optional<Path> vocabulary = Optional.empty();

    @Parameters(
        arity = "0..1",
        paramLabel = "IMAGE",
        description = "Write what the image-token model reads in this film.")
    private Optional<Path> image = Optional.empty();
  }

  @ArgGroup private Task task = new Task();

  @Mixin private WriterOption writer = new WriterOption();

  @Option(
      names = "--words",
      paramLabel = "DIR",
      description =
          "With --sample: draw findings and places as often as the reports of this folder name"
              + " them (.txt files), instead of by built-in patterns.")
  private Optional<Path> words = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of the wording, a whole number (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "With IMAGE: the image-token model (default: the newest).")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--overlay",
      paramLabel = "FILE.png",
      description = "With IMAGE: draw the patches of the findings that are named.")
  private Optional<Path> overlay = Optional.empty();

  @Mixin private DeviceOption device = new DeviceOption();

  ReportCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (task.vocabulary.isPresent()) {
      count(task.vocabulary.get());
      return 0;
    }
    if (task.image.isPresent()) {
      film(task.image.get());
      return 0;
    }
    if (task.sample.isEmpty() && task.findings.isEmpty() && task.read.isEmpty()) {
      throw new RequestException(
          "task", "report", "none", "--sample, --findings, --read, --vocabulary or an image");
    }
    task.sample.ifPresent(this::sample);
    task.findings.ifPresent(this::write);
    task.read.ifPresent(this::read);
    return 0;
  }

  private void sample(int count) {
    Choice.atLeast("reports", "--sample", count, 1);
    ReportAuthor reports = writer.author();
    Optional<VocabularySampler> counted =
        words.map(folder -> new VocabularySampler(VocabularyCounts.ofFolder(folder), MOST_WORDS));
    for (int index = 0; index < count; index++) {
      RandomStream stream = RandomStream.of(seed, index, "report findings");
      Prompt prompt =
          counted.isPresent()
              ? counted.get().draw(stream).prompt()
              : PromptSampler.standard().sample(stream);
      session.console().out().println(reports.write(prompt, seed, index));
    }
    writer.settle(session.console());
  }

  private void film(Path image) {
    FilmReport report =
        new FilmReport(Catalogue.standard(), model, Device.named(device.name()), seed);
    session.console().out().println(report.of(image, overlay));
  }

  private void write(String list) {
    Prompt prompt =
        Prompt.of(Optional.empty(), Optional.empty(), OptionalInt.empty(), FindingList.parse(list));
    prompt.requireUsable();
    session.console().out().println(writer.author().write(prompt, seed, 0));
    writer.settle(session.console());
  }

  private void count(Path folder) {
    VocabularyCounts counts = VocabularyCounts.ofFolder(folder);
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("reports", counts.reports());
    Map<String, Map<String, Integer>> findings = new LinkedHashMap<>();
    counts
        .findings()
        .forEach(
            (finding, certainties) -> {
              Map<String, Integer> byWord = new LinkedHashMap<>();
              certainties.forEach((certainty, count) -> byWord.put(certainty.word(), count));
              findings.put(finding.canonicalName(), byWord);
            });
    line.put("findings", findings);
    line.put("sides", byWord(counts.sides(), Laterality::word));
    line.put("zones", byWord(counts.zones(), Zone::word));
    line.put("severities", byWord(counts.severities(), Severity::word));
    line.put("unknown", counts.unknown());
    Map<String, Double> distinct = new LinkedHashMap<>();
    counts.distinct().forEach((n, share) -> distinct.put(Integer.toString(n), share));
    line.put("distinct", distinct);
    session.console().out().println(Json.line(line));
  }

  private static <T> Map<String, Integer> byWord(Map<T, Integer> counts, Function<T, String> word) {
    Map<String, Integer> named = new LinkedHashMap<>();
    counts.forEach((key, count) -> named.put(word.apply(key), count));
    return named;
  }

  private void read(String source) {
    ReportReader reader = new ReportReader();
    try (BufferedReader lines = open(source)) {
      for (Iterator<String> each = lines.lines().iterator(); each.hasNext(); ) {
        session.console().out().println(Json.line(PromptJson.of(reader.read(each.next()))));
      }
    } catch (IOException | UncheckedIOException wrong) {
      throw new FileException(
          "text", Path.of(source), "bytes that are no UTF-8, or no file", "UTF-8 text", wrong);
    }
  }

  private BufferedReader open(String source) throws IOException {
    if (!source.equals("-")) {
      return Files.newBufferedReader(Sources.file("text", Path.of(source)));
    }
    return new BufferedReader(
        new InputStreamReader(session.console().in(), StandardCharsets.UTF_8.newDecoder()));
  }
}
