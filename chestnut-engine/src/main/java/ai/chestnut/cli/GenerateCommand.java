package ai.chestnut.cli;

import ai.chestnut.Chestnut;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.Steering;
import ai.chestnut.prompt.FindingList;
import ai.chestnut.prompt.Observation;
import ai.chestnut.prompt.Prompt;
import ai.chestnut.prompt.ReportReader;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.study.StudyFile;
import ai.chestnut.study.StudyOutput;
import ai.chestnut.synthesis.GenerationRequest;
import ai.chestnut.synthesis.Given;
import ai.chestnut.synthesis.Method;
import ai.chestnut.synthesis.Sampling;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
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

  private static final int REFUSED = 5;

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
      names = "--model",
      paramLabel = "NAME",
      description =
          "Model of the method, see models; mu is a tiny random one (default: the newest).")
  private Optional<String> model = Optional.empty();

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
      names = "--solver",
      paramLabel = "NAME",
      defaultValue = "dpm++2m",
      description = "dpm++2m, heun, euler or ddim (default: ${DEFAULT-VALUE}).")
  private String solver = "dpm++2m";

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
      names = "--expert",
      paramLabel = "NAME=FILE.pt",
      description =
          "A further expert of the panel, a TorchScript file with its side-car FILE.toml; the names"
              + " finding-classifier, anatomy-segmenter and lesion-segmenter take those seats."
              + " May be given several times.")
  private Map<String, Path> experts = Map.of();

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

  @Mixin private LayoutOptions layout = new LayoutOptions();
  @Mixin private ControlOptions control = new ControlOptions();
  @Mixin private AuradOptions stages = new AuradOptions();
  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private OutOption out = new OutOption();

  GenerateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    checkNumbers();
    if (prompt.isEmpty() && findings.isEmpty()) {
      throw new RequestException("prompt", "PROMPT", "none", "a prompt or --findings");
    }
    Method chosen = method.map(Method::named).orElseGet(this::bestMethod);
    boolean mayRefuse = Choice.onOff("filter", "--filter", filter);
    Path folder = out.checked();
    Device where = Device.named(device.name());
    Prompt asked = asked();
    GenerationRequest request =
        GenerationRequest.of(asked)
            .withMethod(chosen)
            .withModel(model.orElse(""))
            .withSeed(seed)
            .withCount(count)
            .withSampling(sampling())
            .withFilter(new GenerationRequest.Filter(mayRefuse, attempts))
            .withBitDepth(bitDepth);
    int code = generate(request, given(chosen, asked, where), where, folder);
    doubts(request);
    return code;
  }

  /** Says what of the prompt the text steers without proof; masks are another steering. */
  private void doubts(GenerationRequest request) {
    if (request.method() != Method.TEXT || request.model().equals(Catalogue.MU)) {
      return;
    }
    Optional<Steering> measured = Catalogue.standard().steering(request.model());
    List<String> doubts =
        measured
            .map(steering -> steering.doubts(request.prompt()))
            .orElseGet(
                () ->
                    request.prompt().observations().isEmpty()
                        ? List.of()
                        : List.of("this model was not measured"));
    if (!doubts.isEmpty()) {
      session.console().warn("steering by text unproven: " + String.join("; ", doubts));
    }
  }

  private int generate(GenerationRequest request, List<Given> each, Device where, Path folder) {
    AtomicInteger refused = new AtomicInteger();
    try (NewFolder unlessEmpty = NewFolder.at(folder);
        Chestnut chestnut = Chestnut.open(Catalogue.standard(), where, experts);
        StudyOutput studies = StudyOutput.open(folder, out.overwrite());
        ProgressDisplay progress = session.progress(count == 1 ? "steps" : "films")) {
      Consumer<StudyBundle> taker =
          bundle -> {
            StudyFile file = studies.add(bundle);
            each.get(0)
                .from()
                .ifPresent(before -> new Counterfactual(folder, before).write(file, bundle.film()));
            session.console().out().println(studies.folder(file));
            refused.addAndGet(file.study().verdict().accepted() ? 0 : 1);
          };
      if (each.size() == 1) {
        chestnut.generate(request.withGiven(each.get(0)), taker, new OuterSteps(progress, count));
      } else {
        for (int i = 0; i < count; i++) {
          Given own = each.get(i % each.size());
          chestnut.generate(
              request.withFirst(i).withCount(1).withGiven(own),
              taker,
              new OuterSteps(progress, count, i));
        }
      }
    }
    if (refused.get() > 0) {
      session.console().warn(refused + " of " + count + " refused by the panel; see study.json");
      return REFUSED;
    }
    return 0;
  }

  private Sampling sampling() {
    Sampling standard = Sampling.standard().withSteps(steps).withSolver(solver);
    return guidance.map(standard::withGuidance).orElse(standard);
  }

  /** The best that is built; with masks or a film, the best that takes them. */
  private Method bestMethod() {
    return layout.any() ? Method.standardForLayouts() : Method.standard();
  }

  private List<Given> given(Method chosen, Prompt asked, Device where) {
    if (!layout.any()) {
      return List.of(Given.NOTHING.withLayout(stages.settings()));
    }
    chosen.requireTakesLayouts();
    Catalogue catalogue = Catalogue.standard();
    List<Given> given =
        layout.readAll(asked, () -> catalogue.filmSide(model.orElse("")), catalogue, where);
    chosen.requireBuilt();
    return given.stream()
        .map(each -> each.withControl(control.settings(steps)).withLayout(stages.settings()))
        .toList();
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

  /** In the words of the options, before anything is read. */
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
