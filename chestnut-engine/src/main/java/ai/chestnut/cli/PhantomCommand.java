package ai.chestnut.cli;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.dataset.Split;
import ai.chestnut.expert.AnatomySegmenter;
import ai.chestnut.expert.Role;
import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.models.ExpertKind;
import ai.chestnut.models.ExpertModel;
import ai.chestnut.models.ExpertSet;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Procedural films whose masks are exact. */
@Command(
    name = "phantom",
    description = {"Draw procedural films with exact masks and write them as a manifest.", ""},
    sortOptions = false)
final class PhantomCommand implements Callable<Integer> {

  private final Session session;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "8",
      description = "Number of films, from 1 (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description =
          "Seed, a whole number; the same seed gives the same bytes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--size",
      paramLabel = "PX",
      defaultValue = "256",
      description = "Width and height in pixels, 32 to 1024 (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--family",
      paramLabel = "A|B",
      defaultValue = "A",
      description = "Range of shapes: A to train on, B to judge with (default: ${DEFAULT-VALUE}).")
  private String family = "A";

  @Option(
      names = "--into",
      paramLabel = "MANIFEST",
      description = {
        "Draw findings into the normal films of this manifest instead of making bodies; their",
        "places are found by the installed filter segmenter. The films are marked as drawn into.",
        "Uses all cores."
      })
  @Nullable
  private Path into;

  @Option(
      names = "--split",
      paramLabel = "NAME",
      defaultValue = "train",
      description = "With --into: train, val, test or all (default: ${DEFAULT-VALUE}).")
  private String split = "train";

  @Option(
      names = "--balanced",
      description = {
        "With --into: every finding, side, zone and severity about equally often instead of as in",
        "patients; also into films with findings, where these lack the drawn one. To train on."
      })
  private boolean balanced;

  @Option(
      names = "--first",
      paramLabel = "I",
      defaultValue = "0",
      description =
          "With --into: index of the first film, to make a set in parts (default:"
              + " ${DEFAULT-VALUE}).")
  private int first;

  @Mixin private OutOption out = new OutOption();

  PhantomCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Choice.atLeast("count", "--count", count, 1);
    if (size < ThoraxPhantom.MIN_SIZE || size > ThoraxPhantom.MAX_SIZE) {
      throw new RequestException(
          "size",
          "--size",
          size + " pixels",
          ThoraxPhantom.MIN_SIZE + " to " + ThoraxPhantom.MAX_SIZE + " pixels");
    }
    Choice.atLeast("first", "--first", first, 0);
    Choice.of("family", "--family", family, List.of("A", "B"));
    Path folder = out.checked();
    if (into != null) {
      drawInto(into, folder);
      session.console().out().println(folder.resolve(Manifest.FILE_NAME));
      return 0;
    }
    PhantomFolder films = new PhantomFolder(PhantomFamily.named(family), size, seed);
    try (ProgressDisplay progress = session.progress("films")) {
      films.write(folder, count, progress);
    }
    session.console().out().println(folder.resolve(Manifest.FILE_NAME));
    return 0;
  }

  private void drawInto(Path manifest, Path folder) {
    Choice.of("split", "--split", split, List.of("train", "val", "test", "all"));
    Path weights = Catalogue.standard().folder();
    try (ExpertModel<?, AnatomySegmenter> segmenter =
            ExpertKind.ANATOMY_SEGMENTER.read(
                ExpertSet.file(weights, Role.FILTER, ExpertKind.ANATOMY_SEGMENTER),
                Role.FILTER,
                Device.CPU);
        ProgressDisplay progress = session.progress("films")) {
      new DrawnFolder(
              Manifest.read(manifest), Split.named(split), segmenter.network(), seed, balanced)
          .write(folder, first, count, progress);
    }
  }
}
