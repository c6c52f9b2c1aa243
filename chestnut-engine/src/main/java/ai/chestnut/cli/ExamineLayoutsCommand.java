package ai.chestnut.cli;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.ManifestRow;
import ai.chestnut.dataset.Split;
import ai.chestnut.evaluation.layouts.LayoutExam;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.LayoutModel;
import ai.chestnut.placement.LayoutSampling;
import ai.chestnut.placement.LearnedPlacement;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The layout generator before films whose masks are known. */
@Command(
    name = "layouts",
    description = {
      "Measure a layout generator on the anatomies and prompts of films whose masks are known,",
      "beside masks by rule and by chance.",
      ""
    },
    sortOptions = false)
final class ExamineLayoutsCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--real",
      paramLabel = "MANIFEST",
      required = true,
      description = "Films with anatomy and finding masks, such as models label writes.")
  private Path real = Paths.get("");

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "test",
      description = "train, val, test or all (default: ${DEFAULT-VALUE}).")
  private String split = "test";

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Weights of the layout generator (default: the newest installed).")
  @Nullable
  private Path weights;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "12",
      description = "Steps of the generator (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--guidance",
      paramLabel = "W",
      defaultValue = "1",
      description = "How strongly the wish is followed, from 1 (default: ${DEFAULT-VALUE}).")
  private double guidance;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "Seed of what is drawn (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private DeviceOption device = new DeviceOption();

  ExamineLayoutsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Choice.of("split", "--split", split, List.of("train", "val", "test", "all"));
    LayoutSampling sampling = LayoutSampling.standard().withSteps(steps).withGuidance(guidance);
    Manifest manifest = Manifest.read(real);
    Optional<Split> wanted = Split.named(split);
    List<ManifestRow> rows = wanted.map(manifest::rows).orElse(manifest.rows());
    Device where = Device.named(device.name());
    Map<String, String> figures;
    try (LayoutModel model =
            weights == null
                ? Catalogue.standard().layoutGenerator("", where)
                : LayoutModel.read(Sources.file("weights", weights), where);
        ProgressDisplay progress = session.progress("films")) {
      LearnedPlacement learned = new LearnedPlacement(model.generator(), sampling);
      figures = new LayoutExam(learned, seed).sit(manifest, rows, progress);
    }
    figures.forEach((name, value) -> session.console().out().println(name + ": " + value));
    return 0;
  }
}
