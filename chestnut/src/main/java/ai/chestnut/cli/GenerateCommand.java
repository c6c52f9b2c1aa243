package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.FindingList;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A prompt becomes studies on disk. */
@Command(
    name = "generate",
    description = {
      "Make studies from a prompt: film, masks, report, labels, provenance.",
      "Prints the folder of each study to standard output.",
      ""
    },
    sortOptions = false)
final class GenerateCommand implements Callable<Integer> {

  private static final List<String> METHODS =
      List.of("text", "xreal", "aurad", "codebook", "pggan");

  private final Session session;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "PROMPT",
      description = "What the film shall show, in English; may be left out beside --findings.")
  private Optional<String> prompt = Optional.empty();

  @Option(
      names = "--findings",
      paramLabel = "LIST",
      description =
          "Findings instead of or beside a prompt: name[:side[:size]], separated by semicolons;"
              + " for example \"pleural effusion:left:small; cardiomegaly\".")
  private Optional<String> findings = Optional.empty();

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description =
          "Which system: text, xreal, aurad, codebook or pggan (default: the best that is built).")
  private Optional<String> method = Optional.empty();

  @Option(
      names = "--anatomy",
      paramLabel = "FILE|auto",
      defaultValue = "auto",
      description =
          "Label image of the anatomy, codes 0 to 8, as large as the film; or auto"
              + " (default: ${DEFAULT-VALUE}).")
  private String anatomy = "auto";

  @Option(
      names = "--pathology",
      paramLabel = "FILE|auto",
      defaultValue = "auto",
      description =
          "Mask of the pathology, 0 and 255; or FINDING=FILE, separated by commas; or auto"
              + " (default: ${DEFAULT-VALUE}).")
  private String pathology = "auto";

  @Option(
      names = "--from",
      paramLabel = "FILM",
      description = "Edit this film inside the pathology region instead of making a new one.")
  private Optional<Path> from = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "1",
      description = "Number of studies, from 1 (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Seed, a whole number; the same seed gives the same bytes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "25",
      description = "Sampling steps, from 1 (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--guidance",
      paramLabel = "W",
      description =
          "How strongly the prompt is followed, a factor from 0; 1 is the bare model"
              + " (default: the model's own).")
  private Optional<Double> guidance = Optional.empty();

  @Option(
      names = "--filter",
      paramLabel = "on|off",
      defaultValue = "on",
      description = "Whether the expert panel may refuse a film (default: ${DEFAULT-VALUE}).")
  private String filter = "on";

  @Option(
      names = "--attempts",
      paramLabel = "N",
      defaultValue = "4",
      description =
          "Tries per study before the best one is refused, from 1 (default: ${DEFAULT-VALUE}).")
  private int attempts;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Studies scheduled together, from 1; changes no byte (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--bit-depth",
      paramLabel = "8|16",
      defaultValue = "8",
      description = "Bits per pixel of the film (default: ${DEFAULT-VALUE}).")
  private int bitDepth;

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private OutOption out = new OutOption();

  GenerateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    checkNumbers();
    method.ifPresent(name -> Choice.of("method", "--method", name, METHODS));
    if (prompt.isEmpty() && findings.isEmpty()) {
      throw new RequestException("prompt", "PROMPT", "none", "a prompt or --findings");
    }
    Choice.onOff("filter", "--filter", filter);
    out.checked();
    asked();
    throw RequestException.notBuilt("generate");
  }

  /** Prompt and findings together, which must make sense together. */
  private Prompt asked() {
    Prompt read = new ReportReader().read(prompt.orElse(""));
    List<Observation> all = new ArrayList<>(read.observations());
    findings.ifPresent(list -> all.addAll(FindingList.parse(list)));
    Prompt asked =
        prompt.isPresent()
            ? new Prompt(read.text(), read.view(), read.sex(), read.ageYears(), all, read.unknown())
            : Prompt.of(Optional.empty(), Optional.empty(), OptionalInt.empty(), all);
    asked.requireUsable();
    if (!asked.unknown().isEmpty()) {
      session.console().warn("not understood: " + String.join(", ", asked.unknown()));
    }
    return asked;
  }

  private void checkNumbers() {
    Choice.atLeast("count", "--count", count, 1);
    Choice.atLeast("steps", "--steps", steps, 1);
    Choice.atLeast("attempts", "--attempts", attempts, 1);
    Choice.atLeast("batch", "--batch", batch, 1);
    if (bitDepth != 8 && bitDepth != 16) {
      throw new RequestException("bit depth", "--bit-depth", "" + bitDepth, "8 or 16");
    }
    guidance.ifPresent(
        w -> {
          if (!Double.isFinite(w) || w < 0) {
            throw new RequestException("guidance", "--guidance", "" + w, "a number from 0");
          }
        });
  }
}
