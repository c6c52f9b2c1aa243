package ai.chestnut.cli;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.Split;
import ai.chestnut.expert.Role;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.tensor.Device;
import ai.chestnut.training.pairs.PseudoLabeller;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Real films get machine-made masks, to train on. */
@Command(
    name = "label",
    description = {
      "Give real films masks made by the filter experts: anatomy, and the place of every finding",
      "that the labels confirm. Writes a manifest and prints how often each was found, and how.",
      ""
    },
    sortOptions = false)
final class LabelCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--real",
      paramLabel = "MANIFEST",
      required = true,
      description = "The films with their labels.")
  private Path real = Paths.get("");

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "all",
      description = "train, val, test or all (default: ${DEFAULT-VALUE}).")
  private String split = "all";

  @Option(
      names = "--weights",
      paramLabel = "DIR",
      description = "Folder of the filter experts (default: the installed ones).")
  @Nullable
  private Path weights;

  @Option(
      names = "--activation",
      paramLabel = "on|off",
      defaultValue = "off",
      description =
          "Where the lesion segmenter is not sure, take the highest 30 % of the classifier's"
              + " activation within the allowed region (default: ${DEFAULT-VALUE}).")
  private String activation = "off";

  @Mixin private DeviceOption device = new DeviceOption();
  @Mixin private OutOption out = new OutOption();

  LabelCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Choice.of("split", "--split", split, List.of("train", "val", "test", "all"));
    boolean active = Choice.onOff("activation", "--activation", activation);
    Path folder = out.checked();
    Path experts =
        weights == null ? Catalogue.standard().folder() : Sources.folder("experts", weights);
    Manifest manifest = Manifest.read(real);
    Map<String, Integer> counts;
    try (ExpertSet set = ExpertSet.read(experts, Role.FILTER, Device.named(device.name()));
        ProgressDisplay progress = session.progress("films")) {
      PseudoLabeller labeller = new PseudoLabeller(set.panel(), active);
      counts = new LabelledFolder(manifest, Split.named(split), labeller).write(folder, progress);
    }
    counts.forEach((what, count) -> session.console().out().println(count + "  " + what));
    session.console().out().println(folder.resolve(Manifest.FILE_NAME));
    return 0;
  }
}
