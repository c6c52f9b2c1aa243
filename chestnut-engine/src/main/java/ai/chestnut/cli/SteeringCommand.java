package ai.chestnut.cli;

import ai.chestnut.evaluation.steering.SteeringExam;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.models.ModelIdentity;
import ai.chestnut.models.Steering;
import ai.chestnut.progress.Progress;
import ai.chestnut.prompt.FindingList;
import ai.chestnut.prompt.Observation;
import ai.chestnut.synthesis.GenerationRequest;
import ai.chestnut.synthesis.Method;
import ai.chestnut.synthesis.Sampling;
import ai.chestnut.synthesis.TextToImage;
import ai.chestnut.tensor.Device;
import ai.chestnut.vocabulary.Finding;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How far a text-to-image model follows its text, by finding and side. */
@Command(
    name = "steering",
    description = {
      "Make films with and without each finding, on either side, of every severity, and let the",
      "judges look: presence, side, severity. Writes <model>.steering.json; beside the weights it",
      "is what models --json lists and what generate warns by.",
      ""
    },
    sortOptions = false)
final class SteeringCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "The text-to-image model; mu is a tiny random one (default: the newest).")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--findings",
      paramLabel = "LIST",
      description = "Findings as generate takes them (default: all that the judges see).")
  private Optional<String> findings = Optional.empty();

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "50",
      description = "Noises for each finding, four films each (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "25",
      description = "Sampling steps (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--guidance",
      paramLabel = "W",
      description = "Guidance weight (default: that of generate).")
  private Optional<Double> guidance = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed, a whole number (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private OutOption out = new OutOption();

  SteeringCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Choice.atLeast("count", "--count", count, 2);
    Path folder = out.checked();
    Device on = Device.named(device.name());
    Catalogue catalogue = Catalogue.standard();
    String name = model.orElseGet(catalogue::defaultTextToImage);
    Sampling standard = Sampling.standard().withSteps(steps);
    Sampling sampling = guidance.map(standard::withGuidance).orElse(standard);
    Path file;
    try (ExpertSet judges =
            catalogue
                .judges(on)
                .orElseThrow(
                    () ->
                        new RequestException(
                            "judges", catalogue.folder().toString(), "none", "judge-* weights"));
        TextToImage films = new TextToImage(catalogue.textToImage(name, on));
        ProgressDisplay progress = session.progress("findings")) {
      SteeringExam exam =
          new SteeringExam(
              judges.panel(),
              (prompt, noise) ->
                  films
                      .draft(
                          GenerationRequest.of(prompt)
                              .withMethod(Method.TEXT)
                              .withSeed(seed)
                              .withSampling(sampling),
                          noise,
                          1,
                          Progress.SILENT)
                      .film());
      ModelIdentity measured = films.models().get(0);
      List<Steering.Figure> figures = exam.sit(wanted(exam), count, progress);
      OutOption.make(folder);
      file = Steering.file(folder, name);
      new Steering(measured.sha256(), told(sampling), figures).write(file);
    }
    session.console().out().println(file);
    return 0;
  }

  private static String told(Sampling sampling) {
    return sampling.solver()
        + ", "
        + sampling.steps()
        + " steps, guidance "
        + sampling.guidance().weight();
  }

  private List<Finding> wanted(SteeringExam exam) {
    return findings
        .map(list -> FindingList.parse(list).stream().map(Observation::finding).toList())
        .orElseGet(exam::known);
  }
}
