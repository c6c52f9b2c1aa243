package ai.chestnut.server;

import ai.chestnut.Chestnut;
import ai.chestnut.failure.FileException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.server.access.AccessScope;
import ai.chestnut.server.access.Gate;
import ai.chestnut.server.access.Tokens;
import ai.chestnut.server.api.Api;
import ai.chestnut.server.http.Front;
import ai.chestnut.server.http.Router;
import ai.chestnut.server.jobs.JobDesk;
import ai.chestnut.server.jobs.JobProgress;
import ai.chestnut.server.jobs.JobStore;
import ai.chestnut.server.jobs.Workshop;
import ai.chestnut.server.store.Database;
import ai.chestnut.storage.Trouble;
import ai.chestnut.study.StudyBundle;
import ai.chestnut.synthesis.GenerationRequest;
import ai.chestnut.tensor.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP API and the studio. Everything that it keeps lies below the data folder:
 *
 * <pre>
 * server.db              jobs and tokens, unless a PostgreSQL keeps them
 * jobs/ID/000000/...     the studies of a job
 * archives/NAME/         archives to browse
 * films/NAME/            real films for reader studies
 * reader-studies/NAME/   reader studies
 * </pre>
 *
 * Closing lets the step in hand end; a job that is not finished goes on at the next start.
 */
public final class ChestnutServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ChestnutServer.class);

  private final Database database;
  private final JobDesk desk;
  private final Workshop workshop;
  private final WebFront web;
  private final Tokens tokens;
  private volatile boolean closing;

  private ChestnutServer(ServerOptions options, Catalogue catalogue, Device device, Clock clock) {
    make(options.data().resolve("jobs"));
    this.database = database(options);
    this.desk =
        new JobDesk(new JobStore(database), options.data().resolve("jobs"), options.queue(), clock);
    this.tokens = new Tokens(database, clock);
    Watching watching = new Watching(desk::waiting);
    this.workshop = new Workshop(desk, maker(catalogue, device), watching);
    Api api =
        new Api(
            desk,
            catalogue,
            tokens,
            options.data(),
            options.readerStudy(),
            Chestnut.software(),
            workshop::isAlive,
            () -> closing,
            watching::text);
    Optional<Tokens> login = options.needsTokens() ? Optional.of(tokens) : Optional.empty();
    Gate gate = new Gate(login, options.proxy(), clock);
    this.web = new WebFront(options, new Front(new Router(api.routes()), gate, watching));
  }

  /**
   * Opens and starts a server; it answers when this returns.
   *
   * @throws ai.chestnut.failure.ChestnutException sorted by who can mend the cause
   */
  public static ChestnutServer start(ServerOptions options, Catalogue catalogue, Device device) {
    ChestnutServer server = new ChestnutServer(options, catalogue, device, Clock.systemUTC());
    boolean started = false;
    try {
      server.workshop.start();
      server.web.start();
      started = true;
      LOG.info("serving at {}", server.address());
      return server;
    } finally {
      if (!started) {
        server.close();
      }
    }
  }

  /** Makes a token without starting a server, such as the first one. */
  public static String newToken(ServerOptions options, String name, Set<AccessScope> to) {
    make(options.data());
    try (Database database = database(options)) {
      return new Tokens(database, Clock.systemUTC()).make(name, to).secret();
    }
  }

  private static Database database(ServerOptions options) {
    return options
        .database()
        .map(Database::open)
        .orElseGet(() -> Database.embedded(options.data().resolve("server.db")));
  }

  private static void make(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException wrong) {
      throw Trouble.writing(folder, wrong);
    }
  }

  /** One set of models for all jobs, loaded when first needed. */
  private static Workshop.Maker maker(Catalogue catalogue, Device device) {
    Chestnut chestnut = Chestnut.open(catalogue, device);
    return new Workshop.Maker() {
      @Override
      public StudyBundle make(GenerationRequest request, int index, JobProgress progress) {
        return chestnut.study(request, index, progress);
      }

      @Override
      public void close() {
        chestnut.close();
      }
    };
  }

  /** Where it answers, such as {@code http://127.0.0.1:8080}. */
  public String address() {
    return web.address();
  }

  /** The tokens of its database. */
  public Tokens tokens() {
    return tokens;
  }

  /** Takes no more jobs, lets requests and the step in hand end, and leaves the rest for later. */
  @Override
  public void close() {
    closing = true;
    desk.close();
    try {
      web.close();
    } catch (FileException stuck) {
      LOG.warn("requests did not end: {}", stuck.getMessage());
    }
    workshop.close();
    database.close();
  }
}
