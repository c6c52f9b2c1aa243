package ai.chestnut.cli;

import picocli.CommandLine.Option;

/** Where models run. */
final class DeviceOption {

  @Option(
      names = "--device",
      paramLabel = "NAME",
      defaultValue = "cpu",
      description =
          "Where models run: cpu, or cuda with a build of -Pgpu (default: ${DEFAULT-VALUE}).")
  private String name = "cpu";

  String name() {
    return name;
  }
}
