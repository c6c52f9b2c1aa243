package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
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
      description = "Width and height in pixels, 32 to 2048 (default: ${DEFAULT-VALUE}).")
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
    Choice.atLeast("size", "--size", size, 32);
    if (size > 2048) {
      throw new RequestException("size", "--size", size + " pixels", "at most 2048");
    }
    Choice.of("family", "--family", family, List.of("A", "B"));
    throw RequestException.notBuilt("phantom");
  }
}
