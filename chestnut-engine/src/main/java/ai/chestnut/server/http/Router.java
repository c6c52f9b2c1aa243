package ai.chestnut.server.http;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the route of a request. */
public final class Router {

  private final List<Route> routes;

  public Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** A route with what stands in the path at its names. */
  record Match(Route route, Map<String, String> places) {}

  /**
   * @param path decoded, beginning with a slash
   * @throws Problem 404, or 405 where another method would do
   */
  Match match(String method, String path) {
    List<String> segments = List.of(path.substring(1).split("/", -1));
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      Optional<Map<String, String>> places = route.places(segments);
      if (places.isPresent()) {
        if (route.method().equals(method)
            || method.equals("HEAD") && route.method().equals("GET")) {
          return new Match(route, places.get());
        }
        methods.add(route.method());
      }
    }
    if (methods.isEmpty()) {
      throw Problem.notFound("path");
    }
    throw new Problem(405, "method: expected " + String.join(" or ", methods));
  }

  /** The methods that a server of pages and an API understands at all. */
  static boolean knows(String method) {
    return Arrays.asList("GET", "HEAD", "POST", "DELETE").contains(method);
  }
}
