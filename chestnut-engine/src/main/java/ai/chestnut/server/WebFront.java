package ai.chestnut.server;

import ai.chestnut.failure.FileException;
import ai.chestnut.server.http.Front;
import ai.chestnut.storage.Trouble;
import java.io.IOException;
import java.net.BindException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, with limits: threads, connections, sizes and patience. */
final class WebFront implements AutoCloseable {

  private static final int THREADS = 200;
  private static final int CONNECTIONS = 1000;
  private static final int HEADER_BYTES = 8 * 1024;
  private static final long IDLE_MILLIS = 30_000;
  private static final long SLOWEST_BYTES_A_SECOND = 256;
  private static final long GRACE_MILLIS = 5_000;

  private final Server server;
  private final ServerConnector connector;
  private final ServerOptions options;

  WebFront(ServerOptions options, Front front) {
    this.options = options;
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 8);
    threads.setName("http");
    threads.setDaemon(true);
    this.server = new Server(threads);
    HttpConfiguration config = new HttpConfiguration();
    config.setSendServerVersion(false);
    config.setSendDateHeader(false);
    config.setRequestHeaderSize(HEADER_BYTES);
    config.setResponseHeaderSize(HEADER_BYTES);
    config.setMinRequestDataRate(SLOWEST_BYTES_A_SECOND);
    this.connector = connector(options.tls(), config);
    connector.setHost(options.address().replaceAll("[\\[\\]]", ""));
    connector.setPort(options.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
    server.setHandler(new GracefulHandler(front));
    server.setErrorHandler(WebFront::malformed);
    server.setStopTimeout(GRACE_MILLIS);
  }

  /** What Jetty itself refuses, told as plainly as all else. */
  private static boolean malformed(Request request, Response response, Callback callback) {
    int status = response.getStatus() >= 400 ? response.getStatus() : 400;
    response.setStatus(status);
    response.getHeaders().put("Content-Type", "application/problem+json");
    String body = "{\"type\":\"about:blank\",\"title\":\"Refused\",\"status\":" + status + "}";
    response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
    return true;
  }

  private ServerConnector connector(Optional<ServerOptions.Tls> tls, HttpConfiguration config) {
    if (tls.isEmpty()) {
      return new ServerConnector(server, new HttpConnectionFactory(config));
    }
    SslContextFactory.Server ssl = new SslContextFactory.Server();
    ssl.setKeyStorePath(tls.get().keystore().toAbsolutePath().toString());
    ssl.setKeyStorePassword(password(tls.get()));
    ssl.setIncludeProtocols("TLSv1.2", "TLSv1.3");
    SecureRequestCustomizer secure = new SecureRequestCustomizer(false);
    config.addCustomizer(secure);
    return new ServerConnector(
        server,
        new SslConnectionFactory(ssl, HttpVersion.HTTP_1_1.asString()),
        new HttpConnectionFactory(config));
  }

  private static String password(ServerOptions.Tls tls) {
    try {
      return Files.readAllLines(tls.passwordFile()).stream().findFirst().orElse("");
    } catch (IOException wrong) {
      throw Trouble.reading("password", tls.passwordFile(), "a readable file", wrong);
    }
  }

  void start() {
    try {
      server.start();
    } catch (Exception wrong) { // Jetty declares no less
      boolean taken = wrong instanceof BindException || wrong.getCause() instanceof BindException;
      String got = taken ? "one that is taken" : String.valueOf(wrong.getMessage());
      throw FileException.at("port", "" + options.port(), got, "a free one", wrong);
    }
  }

  String address() {
    String host = options.address().contains(":") ? "[::1]" : options.address();
    return (options.tls().isPresent() ? "https://" : "http://")
        + host
        + ":"
        + connector.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception stuck) { // Jetty declares no less
      throw FileException.at("server", address(), "a request that does not end", "an end", stuck);
    }
  }
}
