package ai.chestnut.cli;

import ai.chestnut.tensor.Backend;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What this machine can do. */
@Command(
    name = "doctor",
    description = {"Say what this machine can do: Java, memory, libtorch, threads, CUDA.", ""},
    sortOptions = false)
final class DoctorCommand implements Callable<Integer> {

  private static final String PRESETS = "/META-INF/maven/org.bytedeco/pytorch/pom.properties";
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
    found.put("memoryMiB", physicalMemory() / MIB);
    found.put("javaMemoryMiB", runtime.maxMemory() / MIB);
    found.put("libtorch", libtorch());
    found.put("threads", Backend.intraOpThreads());
    found.put("openblasThreads", Backend.blasThreads());
    found.put("cuda", Backend.hasCuda());
    found.put("weights", environment("CHESTNUT_WEIGHTS"));
    found.put("runs", environment("CHESTNUT_RUNS"));
    PrintStream out = session.console().out();
    if (json) {
      out.println(Json.line(found));
    } else {
      found.forEach((name, value) -> out.printf("%-16s %s%n", name, value));
    }
    return 0;
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    return value == null ? "not set" : value;
  }

  private static long physicalMemory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }

  /** The version of the presets: libtorch's, a dash, JavaCPP's. */
  private static String libtorch() {
    Properties about = new Properties();
    try (InputStream in = DoctorCommand.class.getResourceAsStream(PRESETS)) {
      if (in != null) {
        about.load(in);
      }
    } catch (IOException unreadable) {
      return "unknown";
    }
    return about.getProperty("version", "unknown");
  }
}
