package ai.chestnut.cli;

import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.films.FilmSet;
import ai.chestnut.evaluation.films.FilmSets;
import ai.chestnut.failure.RequestException;
import ai.chestnut.reading.Protocol;
import ai.chestnut.reading.Question;
import ai.chestnut.reading.ReaderStudy;
import ai.chestnut.reading.ReportFiles;
import ai.chestnut.reading.StudyCreation;
import ai.chestnut.server.ServerOptions;
import ai.chestnut.storage.Staging;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Blinded reader studies. */
@Command(
    name = "study",
    description = {"Blinded reader studies: which films do people take for real?", ""},
    commandListHeading = "%nCommands:%n",
    sortOptions = false)
final class StudyCommand implements Callable<Integer> {

  private final Session session;

  StudyCommand(Session session) {
    this.session = session;
  }

  /** The commands below this one. */
  List<Object> below() {
    return List.of(new Create(session), new Serve(session), new Report(session));
  }

  @Override
  public Integer call() {
    throw new RequestException("study command", "study", "none", "create, serve or report");
  }

  /** Chooses and blinds the films. */
  @Command(
      name = "create",
      description = {
        "Choose films of real and synthetic sets, as many of every finding in each, and blind"
            + " them.",
        "Prints the folder of the study to standard output.",
        ""
      },
      sortOptions = false)
  static final class Create implements Callable<Integer> {

    private final Session session;

    @Option(
        names = "--real",
        paramLabel = "DIR|MANIFEST",
        required = true,
        description = "Real films: a manifest or a folder of images.")
    private Path real = Paths.get("");

    @Option(
        names = "--split",
        paramLabel = "NAME",
        description = "Only real films of this split of the manifest: train, val or test.")
    private Optional<String> split = Optional.empty();

    @Option(
        names = "--synthetic",
        paramLabel = "NAME=DIR",
        required = true,
        description =
            "Films of a system: studies, an archive or a folder of images. May be given several"
                + " times; NAME stands in the report.")
    private Map<String, Path> synthetic = new LinkedHashMap<>();

    @Option(
        names = "--per-arm",
        paramLabel = "N",
        defaultValue = "20",
        description = "Films of each set, from 1 (default: ${DEFAULT-VALUE}).")
    private int perArm;

    @Option(
        names = "--repeats",
        paramLabel = "SHARE",
        defaultValue = "0.1",
        description =
            "Share of the films that is shown twice, 0 to 0.5 (default: ${DEFAULT-VALUE}).")
    private double repeats;

    @Option(
        names = "--questions",
        paramLabel = "LIST",
        split = ",",
        defaultValue = "authentic,anatomy,pathology",
        description =
            "What is asked: authentic, anatomy, pathology, finding, overlay"
                + " (default: ${DEFAULT-VALUE}).")
    private List<String> questions = new ArrayList<>();

    @Option(
        names = "--finding",
        paramLabel = "NAME",
        description = "The finding that the question finding is about.")
    private Optional<String> finding = Optional.empty();

    @Option(
        names = "--side",
        paramLabel = "PIXELS",
        defaultValue = "512",
        description =
            "Every film is brought to this size, 32 to 4096 pixels (default: ${DEFAULT-VALUE}).")
    private int side;

    @Option(
        names = "--seed",
        paramLabel = "S",
        defaultValue = "0",
        description = "Seed of choice, names and order (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
        names = "--title",
        paramLabel = "TEXT",
        defaultValue = "Reader study",
        description = "What readers see above the films (default: ${DEFAULT-VALUE}).")
    private String title = "";

    @Mixin private OutOption out = new OutOption();

    Create(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      Path folder = out.checked();
      List<String> arms = new ArrayList<>(List.of(Protocol.REAL));
      arms.addAll(synthetic.keySet());
      Protocol protocol =
          new Protocol(
              Protocol.FORMAT,
              title,
              seed,
              arms,
              perArm,
              repeats,
              side,
              questions.stream().map(word -> Question.named(word.strip())).toList(),
              finding.map(Create::finding));
      Map<String, FilmSet> sets = new LinkedHashMap<>();
      Set<Split> splits = split.map(word -> Set.of(split(word))).orElse(Set.of());
      sets.put(Protocol.REAL, FilmSets.open(real, splits));
      synthetic.forEach((name, place) -> sets.put(name, FilmSets.open(place, Set.of())));
      ReaderStudy study = StudyCreation.create(protocol, sets, folder);
      session.console().out().println(folder);
      session
          .console()
          .err()
          .println(study.cases().size() + " showings; protocol sha256 " + study.hash());
      return 0;
    }

    private static Finding finding(String name) {
      return Finding.named(name)
          .orElseThrow(
              () -> new RequestException("finding", "--finding", "'" + name + "'", "a finding"));
    }

    private static Split split(String word) {
      return Split.named(word.toLowerCase(Locale.ROOT))
          .orElseThrow(
              () ->
                  new RequestException("split", "--split", "'" + word + "'", "train, val or test"));
    }
  }

  /** Shows the films to readers. */
  @Command(
      name = "serve",
      description = {
        "Show the films of a study to readers, in a browser on this machine.",
        "Prints the page's address to standard output and runs until it is interrupted.",
        ""
      },
      sortOptions = false)
  static final class Serve implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "STUDY", description = "Folder of the study.")
    private Path folder = Paths.get("");

    @Option(
        names = "--port",
        paramLabel = "N",
        defaultValue = "8080",
        description = "Port, 0 to 65535; 0 takes a free one (default: ${DEFAULT-VALUE}).")
    private int port;

    Serve(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() throws IOException {
      int checked = ServeCommand.port(port);
      ReaderStudy study = ReaderStudy.open(Sources.folder("study", folder));
      Path scratch = Files.createTempDirectory("chestnut-study");
      try {
        ServerOptions options =
            ServerOptions.local(scratch).withPort(checked).withReaderStudy(study.folder());
        return ServeCommand.serve(session, options, Device.CPU);
      } finally {
        Staging.remove(scratch);
      }
    }
  }

  /** Counts the answers. */
  @Command(
      name = "report",
      description = {
        "Count the answers of a study: report.html, report.json, study.imrmc and answers.csv.",
        "Prints the page's path to standard output.",
        ""
      },
      sortOptions = false)
  static final class Report implements Callable<Integer> {

    private final Session session;

    @Parameters(index = "0", paramLabel = "STUDY", description = "Folder of the study.")
    private Path folder = Paths.get("");

    @Mixin private OutOption out = new OutOption();

    Report(Session session) {
      this.session = session;
    }

    @Override
    public Integer call() {
      Path place = out.checked();
      ReaderStudy study = ReaderStudy.open(Sources.folder("study", folder));
      if (study.readers().isEmpty()) {
        throw new RequestException("answers", folder.toString(), "none", "at least one reader's");
      }
      ReportFiles.write(study, place);
      session.console().out().println(place.resolve(ReportFiles.PAGE));
      return 0;
    }
  }
}
