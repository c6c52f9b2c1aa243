package ai.chestnut.server.api;

import ai.chestnut.models.Catalogue;
import ai.chestnut.server.access.AccessScope;
import ai.chestnut.server.access.Tokens;
import ai.chestnut.server.http.Exchange;
import ai.chestnut.server.http.Operation;
import ai.chestnut.server.http.Problem;
import ai.chestnut.server.http.Route;
import ai.chestnut.server.jobs.JobDesk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Everything that the server answers.
 *
 * @param data folder of jobs, archives, films and reader studies
 * @param onlyStudy serve this reader study alone, wherever it lies
 * @param ready whether jobs are worked on
 * @param closing whether open streams are to end
 */
public record Api(
    JobDesk desk,
    Catalogue catalogue,
    Tokens tokens,
    Path data,
    Optional<Path> onlyStudy,
    String software,
    BooleanSupplier ready,
    BooleanSupplier closing,
    Metrics metrics) {

  /** What Prometheus reads. */
  @FunctionalInterface
  public interface Metrics {
    byte[] text() throws IOException;
  }

  /** All routes. */
  public List<Route> routes() {
    List<Route> routes = new ArrayList<>(Pages.routes());
    routes.addAll(new VocabularyApi(catalogue).routes());
    routes.addAll(new AnatomyApi(catalogue).routes());
    routes.addAll(new JobsApi(desk, closing).routes());
    routes.addAll(new ArchivesApi(data.resolve("archives")).routes());
    routes.addAll(new ReaderStudiesApi(new ReaderStudies(data, onlyStudy)).routes());
    routes.addAll(new TokensApi(tokens).routes());
    routes.add(
        new Route(
            "GET",
            "/health",
            AccessScope.PUBLIC,
            Operation.of("health", "Whether jobs are worked on", "Health"),
            this::health));
    routes.add(
        new Route(
            "GET",
            "/metrics",
            AccessScope.READ,
            Operation.of("metrics", "For Prometheus", "text/plain"),
            exchange ->
                exchange.bytes(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text())));
    OpenApi document = new OpenApi(routes, software.replaceFirst(".* ", ""));
    routes.add(
        new Route(
            "GET",
            "/api/v1/openapi.json",
            AccessScope.PUBLIC,
            Operation.of("openapi", "This document", "Document"),
            exchange -> exchange.json(200, document.document())));
    return routes;
  }

  private void health(Exchange exchange) throws IOException {
    if (!ready.getAsBoolean()) {
      throw new Problem(503, "server: it does not work on jobs").retryAfter(5);
    }
    exchange.json(200, Map.of("status", "ready", "waiting", desk.waiting()));
  }
}
