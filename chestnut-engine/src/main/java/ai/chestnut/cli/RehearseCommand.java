package ai.chestnut.cli;

import ai.chestnut.storage.Staging;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * Runs a few commands for nobody, so that the launcher's archive of loaded classes knows what real
 * commands will load.
 */
@Command(name = "rehearse", hidden = true, description = "Used by the launcher after a build.")
final class RehearseCommand implements Callable<Integer> {

  private static final List<String[]> COMMANDS =
      List.of(
          new String[] {"--version"},
          new String[] {"--help"},
          new String[] {"generate", "--help"},
          new String[] {"generate"},
          new String[] {"doctor", "--json"},
          new String[] {"report", "--sample", "1"});

  @Override
  public Integer call() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Console console = new Console(InputStream.nullInputStream(), nowhere, nowhere, false, 80);
    for (String[] command : COMMANDS) {
      Main.run(console, new Interruption(), command);
    }
    String name = "chestnut-rehearsal-" + ProcessHandle.current().pid();
    Path films = Path.of(System.getProperty("java.io.tmpdir", "."), name);
    Main.run(
        console,
        new Interruption(),
        "generate",
        "PA chest radiograph. Cardiomegaly.",
        "--model",
        "mu",
        "--out",
        films.toString());
    Staging.remove(films);
    return 0;
  }
}
