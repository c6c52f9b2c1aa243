package ai.chestnut.server.api;

import ai.chestnut.server.access.AccessScope;
import ai.chestnut.server.http.Exchange;
import ai.chestnut.server.http.Operation;
import ai.chestnut.server.http.Problem;
import ai.chestnut.server.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

/** The studio's pages, as they stand in the jar. They hold nothing that needs a token. */
final class Pages {

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "json", "application/json");

  private Pages() {}

  static List<Route> routes() {
    Operation page = Operation.of("page", "A page of the studio", "text/html");
    return List.of(
        new Route("GET", "/", AccessScope.PUBLIC, page, exchange -> send(exchange, "index.html")),
        new Route(
            "GET",
            "/studio/{file+}",
            AccessScope.PUBLIC,
            page,
            exchange -> send(exchange, exchange.place("file"))));
  }

  private static void send(Exchange exchange, String name) throws IOException {
    String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
    try (InputStream in = Pages.class.getResourceAsStream("/ai/chestnut/server/studio/" + name)) {
      if (in == null || type == null) {
        throw Problem.notFound("page");
      }
      exchange.with("Cache-Control", "no-cache");
      exchange.bytes(200, type, in.readAllBytes());
    }
  }
}
