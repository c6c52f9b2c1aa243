package ai.chestnut.server;

import ai.chestnut.failure.RequestException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * How a server is run.
 *
 * @param address to listen at; anything but loopback needs tokens and TLS or a proxy that speaks it
 * @param port 0 takes a free one
 * @param data folder of everything that the server keeps
 * @param database JDBC URL, or the embedded one
 * @param tls where this server speaks TLS itself
 * @param proxy origin of a proxy that speaks TLS before this server, such as {@code
 *     https://films.example.org}
 * @param queue how many jobs may wait
 * @param readerStudy serve this reader study alone
 */
public record ServerOptions(
    String address,
    int port,
    Path data,
    Optional<String> database,
    Optional<Tls> tls,
    Optional<String> proxy,
    int queue,
    Optional<Path> readerStudy) {

  /** Names of this machine for itself. */
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

  /** How many jobs may wait unless said otherwise. */
  public static final int QUEUE = 256;

  /**
   * A certificate with its key.
   *
   * @param keystore PKCS #12 or JKS
   * @param passwordFile its first line is the password
   */
  public record Tls(Path keystore, Path passwordFile) {}

  public ServerOptions {
    if (!LOOPBACK.contains(address) && tls.isEmpty() && proxy.isEmpty()) {
      throw new RequestException(
          "address",
          "--address",
          address + " without TLS",
          "--tls-keystore, or --proxy for a proxy that speaks TLS");
    }
    if (proxy.isPresent()) {
      requireOrigin(proxy.get());
    }
    if (queue < 1 || queue > 100_000) {
      throw new RequestException("queue", "--queue", "" + queue, "1 to 100000");
    }
  }

  private static void requireOrigin(String proxy) {
    URI uri;
    try {
      uri = URI.create(proxy);
    } catch (IllegalArgumentException wrong) {
      throw new RequestException("proxy", "--proxy", "'" + proxy + "'", "https://HOST");
    }
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null || !uri.getPath().isEmpty()) {
      throw new RequestException("proxy", "--proxy", "'" + proxy + "'", "https://HOST");
    }
  }

  /** On this machine alone, a free port, the embedded database. */
  public static ServerOptions local(Path data) {
    return new ServerOptions(
        "127.0.0.1",
        0,
        data,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        QUEUE,
        Optional.empty());
  }

  public ServerOptions withPort(int other) {
    return new ServerOptions(address, other, data, database, tls, proxy, queue, readerStudy);
  }

  public ServerOptions withDatabase(String url) {
    return new ServerOptions(address, port, data, Optional.of(url), tls, proxy, queue, readerStudy);
  }

  public ServerOptions withProxy(String origin) {
    return new ServerOptions(
        address, port, data, database, tls, Optional.of(origin), queue, readerStudy);
  }

  public ServerOptions withQueue(int jobs) {
    return new ServerOptions(address, port, data, database, tls, proxy, jobs, readerStudy);
  }

  public ServerOptions withReaderStudy(Path folder) {
    return new ServerOptions(address, port, data, database, tls, proxy, queue, Optional.of(folder));
  }

  /** Whether callers need tokens: whenever somebody else than this machine may call. */
  public boolean needsTokens() {
    return !LOOPBACK.contains(address) || proxy.isPresent();
  }
}
