package ai.chestnut.server.http;

import ai.chestnut.server.access.Caller;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;

/** One request and its answer. */
public final class Exchange {

  private final Request request;
  private final Response response;
  private final Map<String, String> places;
  private final Caller caller;

  /**
   * @param places what stands in the path at the route's names
   */
  Exchange(Request request, Response response, Map<String, String> places, Caller caller) {
    this.request = request;
    this.response = response;
    this.places = Map.copyOf(places);
    this.caller = caller;
  }

  public Caller caller() {
    return caller;
  }

  /** What stands in the path at a name of the route. */
  public String place(String name) {
    return Optional.ofNullable(places.get(name))
        .orElseThrow(() -> new IllegalArgumentException("no place " + name + " in the route"));
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /**
   * A parameter of the query.
   *
   * @throws Problem 400 if it is longer than 200 signs
   */
  public Optional<String> query(String name) {
    Fields fields;
    try {
      fields = Request.extractQueryParameters(request);
    } catch (RuntimeException malformed) {
      throw Problem.badRequest("query: got a malformed one");
    }
    Optional<String> value = Optional.ofNullable(fields.getValue(name)).filter(v -> !v.isEmpty());
    if (value.map(String::length).orElse(0) > 200) {
      throw Problem.badRequest(name + ": got more than 200 signs");
    }
    return value;
  }

  /** A whole number of the query. */
  public int query(String name, int otherwise, int from, int to) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text.get());
      if (value >= from && value <= to) {
        return value;
      }
    } catch (NumberFormatException noNumber) {
      // told below
    }
    throw Problem.badRequest(name + ": expected a whole number from " + from + " to " + to);
  }

  /**
   * The body, which must say that it is JSON.
   *
   * @param limit bytes
   * @throws Problem 415, 413 or 400
   */
  public JsonNode json(int limit) {
    requireType("application/json");
    return Json.read(body(limit));
  }

  /** Holds that the body is of one of these types. */
  public String requireType(String... types) {
    String type =
        header("Content-Type").orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    for (String allowed : types) {
      if (allowed.equals(type)) {
        if (header("Content-Encoding").isPresent()) {
          throw new Problem(415, "content encoding: got one, expected the plain body");
        }
        return type;
      }
    }
    throw new Problem(415, "content type: expected " + String.join(" or ", types));
  }

  /**
   * @throws Problem 413 if it has more bytes
   */
  public byte[] body(int limit) {
    if (request.getLength() > limit) {
      throw new Problem(413, "body: got " + request.getLength() + " bytes, at most " + limit);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 14];
    try (InputStream in = Content.Source.asInputStream(request)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (bytes.size() + count > limit) {
          throw new Problem(413, "body: got more than " + limit + " bytes");
        }
        bytes.write(buffer, 0, count);
      }
    } catch (IOException gone) {
      throw Problem.badRequest("body: it ended too early");
    }
    return bytes.toByteArray();
  }

  /** Sets a header of the answer. */
  public Exchange with(String name, String value) {
    response.getHeaders().put(name, value);
    return this;
  }

  public void json(int status, Object value) throws IOException {
    bytes(status, "application/json", Json.line(value).getBytes(StandardCharsets.UTF_8));
  }

  public void problem(Problem problem) throws IOException {
    problem.retryAfterSeconds().ifPresent(s -> with("Retry-After", Integer.toString(s)));
    byte[] body = Json.line(problem.body(request.getId())).getBytes(StandardCharsets.UTF_8);
    bytes(problem.status(), "application/problem+json", body);
  }

  public void bytes(int status, String type, byte[] body) throws IOException {
    response.setStatus(status);
    with("Content-Type", type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
    if (request.getMethod().equals("HEAD")) {
      return;
    }
    try (OutputStream out = Content.Sink.asOutputStream(response)) {
      out.write(body);
    }
  }

  /** Nothing but a status. */
  public void empty(int status) {
    response.setStatus(status);
  }

  /**
   * @throws Problem 404 if there is no such file
   */
  public void file(Path file, String type) throws IOException {
    try {
      bytes(200, type, Files.readAllBytes(file));
    } catch (NoSuchFileException missing) {
      throw Problem.notFound("file");
    }
  }

  /** Begins a stream of server-sent events, which the caller of this writes until it is closed. */
  public EventStream events() throws IOException {
    response.setStatus(200);
    with("Content-Type", "text/event-stream");
    with("X-Accel-Buffering", "no");
    EventStream stream = new EventStream(Content.Sink.asOutputStream(response));
    stream.comment("synthetic, not for diagnosis");
    return stream;
  }
}
