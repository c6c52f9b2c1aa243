package ai.chestnut.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.chestnut.models.Catalogue;
import ai.chestnut.tensor.Device;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs in a real PostgreSQL, as Debian installs it; started here on a free port, for this test. */
final class PostgresTest {

  @TempDir private Path data;

  @Test
  void jobsSurviveInPostgres() throws Exception {
    Optional<Path> programs = programs();
    assumeTrue(programs.isPresent(), "no PostgreSQL is installed");
    Path home = Files.createTempDirectory(Path.of("/tmp"), "chestnut-postgres");
    int port = freePort();
    try {
      own(home);
      assumeTrue(
          run(programs.get(), "initdb", "-D", home + "/db", "-A", "trust", "-N", "-U", "chestnut")
              == 0,
          "PostgreSQL cannot be started here");
      String options = "-p " + port + " -k " + home + " -c listen_addresses=127.0.0.1 -c fsync=off";
      assertThat(
              run(
                  programs.get(),
                  "pg_ctl",
                  "-D",
                  home + "/db",
                  "-w",
                  "-o",
                  options,
                  "-l",
                  home + "/log",
                  "start"))
          .isZero();
      jobs("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=chestnut");
    } finally {
      run(programs.get(), "pg_ctl", "-D", home + "/db", "-m", "immediate", "stop");
      try (Stream<Path> files = Files.walk(home)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private void jobs(String url) {
    ServerOptions options = ServerOptions.local(data).withDatabase(url);
    Catalogue catalogue = new Catalogue(data.resolve("weights"));
    String job;
    try (ChestnutServer server = ChestnutServer.start(options, catalogue, Device.CPU)) {
      Client client = Client.of(server);
      job = client.submit(ServerTest.JOB + ",\"count\":2}", "Idempotency-Key", "k");
      assertThat(client.submit(ServerTest.JOB + ",\"count\":2}", "Idempotency-Key", "k"))
          .isEqualTo(job);
    }
    try (ChestnutServer server = ChestnutServer.start(options, catalogue, Device.CPU)) {
      Client client = Client.of(server);
      assertThat(client.await(job).path("state").asText()).isEqualTo("done");
      assertThat(client.json("/api/v1/jobs?state=done").path("jobs")).hasSize(1);
      assertThat(client.json("/api/v1/jobs?state=failed").path("jobs")).isEmpty();
    }
  }

  private static Optional<Path> programs() throws IOException {
    Path all = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(all)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(all)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .findFirst();
    }
  }

  private static boolean root() {
    return System.getProperty("user.name").equals("root");
  }

  /** PostgreSQL does not run as root; Debian's package brings a user for it. */
  private static void own(Path home) throws Exception {
    if (root()) {
      new ProcessBuilder("chown", "postgres", home.toString()).start().waitFor();
    }
  }

  private static int run(Path programs, String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    if (root()) {
      command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command)
            .directory(new File("/tmp"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    return process.waitFor(60, TimeUnit.SECONDS) ? process.exitValue() : 1;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
