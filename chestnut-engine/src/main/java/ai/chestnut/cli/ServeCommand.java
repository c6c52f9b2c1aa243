package ai.chestnut.cli;

import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.server.ChestnutServer;
import ai.chestnut.server.ServerOptions;
import ai.chestnut.server.access.AccessScope;
import ai.chestnut.tensor.Device;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** HTTP API and studio. */
@Command(
    name = "serve",
    description = {
      "Offer the studio and the HTTP API, on this machine alone unless told otherwise.",
      "Prints the address to standard output and runs until it is interrupted.",
      ""
    },
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {

  private static final long NAP_MILLIS = 200;

  private final Session session;

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "8080",
      description = "Port, 0 to 65535; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "chestnut-data",
      description =
          "Folder of jobs, archives, real films and reader studies; made if missing"
              + " (default: ${DEFAULT-VALUE}).")
  private Path data = Paths.get("");

  @Option(
      names = "--address",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description =
          "Address to listen at; any but this machine's own needs tokens and TLS or --proxy"
              + " (default: ${DEFAULT-VALUE}).")
  private String address = "";

  @Option(
      names = "--proxy",
      paramLabel = "https://HOST",
      description = "A proxy that speaks TLS stands before this server, under this origin.")
  private Optional<String> proxy = Optional.empty();

  @Option(
      names = "--tls-keystore",
      paramLabel = "FILE",
      description = "Certificate and key (PKCS #12 or JKS), to speak TLS without a proxy.")
  private Optional<Path> keystore = Optional.empty();

  @Option(
      names = "--tls-password-file",
      paramLabel = "FILE",
      description = "File whose first line is the keystore's password.")
  private Optional<Path> password = Optional.empty();

  @Option(
      names = "--database",
      paramLabel = "JDBC-URL",
      description =
          "Where jobs and tokens are kept: jdbc:postgresql://… (default: a file in --data).")
  private Optional<String> database = Optional.empty();

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "256",
      description = "How many jobs may wait, from 1 (default: ${DEFAULT-VALUE}).")
  private int queue;

  @Option(
      names = "--new-token",
      paramLabel = "NAME:SCOPE,…",
      description = "Print a new token with these scopes (read, generate, study, admin) and end.")
  private Optional<String> newToken = Optional.empty();

  @Mixin private DeviceOption device = new DeviceOption();

  ServeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    ServerOptions options =
        new ServerOptions(
            address, port(port), data, database, tls(), proxy, queue, Optional.empty());
    if (newToken.isPresent()) {
      session.console().out().println(token(options, newToken.get()));
      return 0;
    }
    return serve(session, options, Device.named(device.name()));
  }

  static int port(int port) {
    Choice.atLeast("port", "--port", port, 0);
    if (port > 65535) {
      throw new RequestException("port", "--port", "" + port, "at most 65535");
    }
    return port;
  }

  private Optional<ServerOptions.Tls> tls() {
    if (keystore.isPresent() != password.isPresent()) {
      throw new RequestException(
          "TLS", "--tls-keystore", "one option of two", "--tls-password-file beside it");
    }
    return keystore.map(
        file ->
            new ServerOptions.Tls(
                Sources.file("keystore", file), Sources.file("password", password.orElseThrow())));
  }

  private static String token(ServerOptions options, String asked) {
    String[] parts = asked.split(":", 2);
    if (parts.length < 2) {
      throw new RequestException("token", "--new-token", "'" + asked + "'", "NAME:SCOPE,SCOPE");
    }
    Set<AccessScope> scopes =
        Arrays.stream(parts[1].split(",")).map(AccessScope::named).collect(Collectors.toSet());
    return ChestnutServer.newToken(options, parts[0], scopes);
  }

  /** Serves until somebody interrupts. */
  static int serve(Session session, ServerOptions options, Device device) {
    try (ChestnutServer server = ChestnutServer.start(options, Catalogue.standard(), device)) {
      session.console().out().println(server.address());
      session.console().out().flush();
      session.console().err().println("Synthetic. Not for diagnosis. Ctrl-C ends the server.");
      while (!session.interruption().asked()) {
        Thread.sleep(NAP_MILLIS);
      }
    } catch (InterruptedException ending) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }
}
