package ai.chestnut.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What this machine can do. */
@Command(
    name = "doctor",
    description = {"Say what this machine can do: Java, memory, libtorch, threads, CUDA.", ""},
    sortOptions = false)
final class DoctorCommand implements Callable<Integer> {

  private static final long MIB = 1024 * 1024;

  private final Session session;

  @Option(names = "--json", description = "Print JSON instead of lines.")
  private boolean json;

  DoctorCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Map<String, Object> found = new LinkedHashMap<>();
    Runtime runtime = Runtime.getRuntime();
    found.put("chestnut", ChestnutCommand.Version.number());
    found.put("java", System.getProperty("java.version", "?"));
    found.put("os", System.getProperty("os.name", "?") + " " + System.getProperty("os.arch", "?"));
    found.put("cores", runtime.availableProcessors());
    found.put("javaMemoryMiB", runtime.maxMemory() / MIB);
    PrintStream out = session.console().out();
    if (json) {
      out.println(Json.line(found));
    } else {
      found.forEach((name, value) -> out.printf("%-16s %s%n", name, value));
    }
    return 0;
  }
}
