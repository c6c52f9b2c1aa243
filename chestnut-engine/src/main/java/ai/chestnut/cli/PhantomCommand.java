package ai.chestnut.cli;

import ai.chestnut.dataset.Manifest;
import ai.chestnut.failure.RequestException;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.ThoraxPhantom;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
    Choice.of("family", "--family", family, List.of("A", "B"));
    Path folder = out.checked();
    PhantomFolder films = new PhantomFolder(PhantomFamily.named(family), size, seed);
    try (ProgressDisplay progress = session.progress("films")) {
      films.write(folder, count, progress);
    }
    session.console().out().println(folder.resolve(Manifest.FILE_NAME));
    return 0;
  }
}
