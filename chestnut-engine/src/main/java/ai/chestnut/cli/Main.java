package ai.chestnut.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Where the process begins. */
public final class Main {

  private Main() {}

  /** Runs one command and leaves with its exit code. */
  public static void main(String[] args) {
    Interruption interruption = new Interruption();
    interruption.listen();
    int code = run(Console.ofProcess(), interruption, args);
    System.out.flush();
    interruption.commandFinished();
    System.exit(code);
  }

  /** Runs one command inside this process; never throws. */
  static int run(Console console, Interruption interruption, String... args) {
    Failures failures = new Failures(console, Arrays.asList(args).contains("--debug"));
    try {
      return commandLine(console, interruption, failures).execute(args);
    } catch (Throwable error) { // errors, which picocli lets through
      return failures.failed(error);
    }
  }

  static CommandLine commandLine(Console console, Interruption interruption, Failures failures) {
    CommandLine line = new CommandLine(new ChestnutCommand());
    for (Object command : commands(new Session(console, interruption))) {
      CommandLine added = new CommandLine(command);
      if (command instanceof ModelsCommand models) {
        models.below().forEach(added::addSubcommand);
      }
      if (command instanceof StudyCommand study) {
        study.below().forEach(added::addSubcommand);
      }
      line.addSubcommand(added);
    }
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setUsageHelpWidth(100);
    line.setUsageHelpLongOptionsMaxWidth(30);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setAbbreviatedOptionsAllowed(false);
    line.setParameterExceptionHandler((wrong, args) -> failures.misused(wrong));
    line.setExecutionExceptionHandler((thrown, command, parsed) -> failures.failed(thrown));
    return line;
  }

  /** The commands that a user may give. */
  static List<String> verbs(CommandLine line) {
    return line.getSubcommands().entrySet().stream()
        .filter(command -> !command.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** In the order of a first visit: make, check, hand on, measure, prepare. */
  private static List<Object> commands(Session session) {
    return List.of(
        new GenerateCommand(session),
        new ArchiveCommand(session),
        new VerifyCommand(session),
        new ExportCommand(session),
        new PushCommand(session),
        new EvaluateCommand(session),
        new ReviewCommand(session),
        new ReportCommand(session),
        new PhantomCommand(session),
        new ImportCommand(session),
        new TrainCommand(session),
        new ModelsCommand(session),
        new DoctorCommand(session),
        new StudyCommand(session),
        new ServeCommand(session),
        new RehearseCommand());
  }
}
