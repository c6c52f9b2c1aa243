package ai.chestnut.server.http;

import ai.chestnut.failure.ChestnutException;
import ai.chestnut.server.access.Caller;
import ai.chestnut.server.access.Gate;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every request comes in: who asks, which route, what went wrong, how long it took. */
public final class Front extends Handler.Abstract {

  private static final Logger ACCESS = LoggerFactory.getLogger("ai.chestnut.server.access");
  private static final Logger LOG = LoggerFactory.getLogger(Front.class);

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:;"
          + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self';"
          + " frame-ancestors 'none'";

  /** Counts and times requests. */
  @FunctionalInterface
  public interface Watch {
    void seen(String method, String route, int status, double seconds);
  }

  private final Router router;
  private final Gate gate;
  private final Watch watch;

  public Front(Router router, Gate gate, Watch watch) {
    this.router = router;
    this.gate = gate;
    this.watch = watch;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    long began = System.nanoTime();
    secure(response);
    String route = "none";
    Caller caller = Caller.NOBODY;
    Exchange bare = new Exchange(request, response, Map.of(), caller);
    try {
      try {
        caller = caller(request);
        Router.Match match = router.match(method(request), path(request));
        route = match.route().path();
        if (!caller.may(match.route().scope())) {
          throw refusal(caller, match.route());
        }
        match.route().handler().handle(new Exchange(request, response, match.places(), caller));
      } catch (Problem problem) {
        if (problem.status() == 401) {
          bare.with("WWW-Authenticate", "Bearer");
        }
        bare.problem(problem);
      } catch (ChestnutException failure) {
        if (failure.exitCode() == 70) {
          LOG.error("a defect in {}", request.getId(), failure);
        }
        bare.problem(Problem.of(failure));
      } catch (RuntimeException defect) {
        LOG.error("a defect in {}", request.getId(), defect);
        if (response.isCommitted()) {
          throw defect;
        }
        bare.problem(new Problem(500, "a defect; the log says more"));
      }
      callback.succeeded();
    } catch (IOException | RuntimeException gone) {
      callback.failed(gone); // the other side has left, or the answer had begun
    }
    double seconds = (System.nanoTime() - began) * 1e-9;
    watch.seen(method(request), route, response.getStatus(), seconds);
    log(request, response, route, caller, seconds);
    return true;
  }

  private Caller caller(Request request) {
    HttpFields headers = request.getHeaders();
    String host = Optional.ofNullable(headers.get(HttpHeader.HOST)).orElse("");
    if (!Router.knows(request.getMethod())) {
      throw new Problem(405, "method: expected GET, HEAD, POST or DELETE");
    }
    Gate.Decision decision =
        gate.decide(
            host,
            Optional.ofNullable(headers.get(HttpHeader.AUTHORIZATION)),
            Request.getRemoteAddr(request));
    switch (decision.answer()) {
      case WRONG_HOST -> throw new Problem(421, "host: this server answers to this machine alone");
      case WRONG_TOKEN -> throw new Problem(401, "token: got one that is not known");
      case TOO_MANY_GUESSES ->
          throw new Problem(429, "token: too many that are not known").retryAfter(60);
      case COME_IN -> {}
    }
    boolean changes = !request.getMethod().equals("GET") && !request.getMethod().equals("HEAD");
    if (changes
        && !gate.isOwnPage(
            host,
            Optional.ofNullable(headers.get(HttpHeader.ORIGIN)),
            Optional.ofNullable(headers.get("Sec-Fetch-Site")))) {
      throw new Problem(403, "origin: got a page of another site");
    }
    return decision.caller();
  }

  private static Problem refusal(Caller caller, Route route) {
    return caller.equals(Caller.NOBODY)
        ? new Problem(401, "token: got none, expected one")
        : new Problem(403, "scope: this needs " + route.scope().word());
  }

  private static String method(Request request) {
    return Router.knows(request.getMethod()) ? request.getMethod() : "other";
  }

  private static String path(Request request) {
    try {
      String path = URIUtil.decodePath(Request.getPathInContext(request));
      return path == null || !path.startsWith("/") ? "/" : path;
    } catch (RuntimeException malformed) {
      throw Problem.badRequest("path: got a malformed one");
    }
  }

  private static void secure(Response response) {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cache-Control", "no-store");
  }

  private static void log(
      Request request, Response response, String route, Caller caller, double seconds) {
    if (ACCESS.isInfoEnabled()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("event", "request");
      line.put("id", request.getId());
      line.put("method", method(request));
      line.put("route", route);
      line.put("status", response.getStatus());
      line.put("millis", Math.round(seconds * 1e3));
      line.put("caller", caller.name());
      ACCESS.info(Json.line(line));
    }
  }
}
