package ai.chestnut.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Calls a server as scripts do. */
final class Client {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final String address;
  private final Map<String, String> headers;

  Client(String address, Map<String, String> headers) {
    this.address = address;
    this.headers = headers;
  }

  static Client of(ChestnutServer server) {
    return new Client(server.address(), Map.of());
  }

  static Client of(ChestnutServer server, String token) {
    return new Client(server.address(), Map.of("Authorization", "Bearer " + token));
  }

  HttpResponse<byte[]> send(String method, String path, String body, String... more) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(Duration.ofSeconds(60))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.setHeader("Content-Type", "application/json");
    }
    headers.forEach(request::setHeader);
    for (int i = 0; i < more.length; i += 2) {
      request.setHeader(more[i], more[i + 1]);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException wrong) {
      throw new UncheckedIOException(wrong);
    } catch (InterruptedException ending) {
      throw new IllegalStateException(ending);
    }
  }

  HttpResponse<byte[]> get(String path) {
    return send("GET", path, "");
  }

  JsonNode json(String path) {
    return read(get(path));
  }

  static JsonNode read(HttpResponse<byte[]> response) {
    try {
      return JSON.readTree(response.body());
    } catch (IOException wrong) {
      throw new UncheckedIOException(new String(response.body(), StandardCharsets.UTF_8), wrong);
    }
  }

  /** Hands in a job and gives its id. */
  String submit(String body, String... more) {
    HttpResponse<byte[]> answer = send("POST", "/api/v1/jobs", body, more);
    if (answer.statusCode() != 202) {
      throw new AssertionError(answer.statusCode() + " " + read(answer));
    }
    return read(answer).get("id").asText();
  }

  /** Waits until a job is over. */
  JsonNode await(String job) {
    long end = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < end) {
      JsonNode view = json("/api/v1/jobs/" + job);
      if (!view.path("state").asText().matches("queued|running")) {
        return view;
      }
      try {
        Thread.sleep(30);
      } catch (InterruptedException ending) {
        throw new IllegalStateException(ending);
      }
    }
    throw new AssertionError("job " + job + " does not end");
  }
}
