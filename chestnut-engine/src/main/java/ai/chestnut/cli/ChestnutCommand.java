package ai.chestnut.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code chestnut} itself: without a verb it says that one is missing. */
@Command(
    name = "chestnut",
    description = {
      "Chest radiographs that know what they show: each synthetic film comes with masks, boxes,",
      "report, labels and provenance. Synthetic. Not for diagnosis.",
      ""
    },
    synopsisSubcommandLabel = "COMMAND",
    commandListHeading = "%nCommands:%n",
    optionListHeading = "%nOptions:%n",
    footer = {
      "",
      "Exit codes: 0 done; 2 the request is wrong; 3 a path or file is wrong; 4 device or memory;",
      "5 a study was refused by the panel; 70 a defect; 130 interrupted.",
      "Environment: CHESTNUT_WEIGHTS (folder of models), CHESTNUT_RUNS (folder of trainings),",
      "JAVA_OPTS (options of the Java machine)."
    },
    versionProvider = ChestnutCommand.Version.class)
final class ChestnutCommand implements Runnable {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Explain this command and leave.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Print the version and leave.")
  private boolean version;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of a failure.")
  private boolean debug;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "command: got none, expected one of " + String.join(", ", Main.verbs(spec.commandLine())));
  }

  /** "chestnut x.y.z", from the manifest of the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"chestnut " + number()};
    }

    static String number() {
      String number = Main.class.getPackage().getImplementationVersion();
      return number == null ? "development" : number;
    }
  }
}
