package ai.chestnut.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.models.Catalogue;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that nobody sends on purpose: never a status of 500 or above, never a stack trace. The
 * system property {@code chestnut.fuzz} says how many; the full campaign is 10,000.
 */
final class FuzzTest {

  private static final int COUNT = Integer.getInteger("chestnut.fuzz", 800);

  private static final List<String> WORDS =
      List.of(
          "",
          "0",
          "-1",
          "1e400",
          "null",
          "true",
          "[]",
          "{}",
          "\"\\u0000\"",
          "\"' OR 1=1 --\"",
          "\"../../etc/passwd\"",
          "\"<script>alert(1)</script>\"",
          "\"\\ud800\"",
          "9223372036854775808",
          "\"pleural effusion\"",
          "\"mu\"",
          "\"text\"",
          "[[[[]]]]",
          "{\"a\":{\"a\":{}}}",
          "\"%s%n%x\"",
          "0.1",
          "\"effusion:left:small;;\"");

  @TempDir private Path data;

  @Test
  void nothingBreaks() throws IOException {
    try (ChestnutServer server =
        ChestnutServer.start(
            ServerOptions.local(data).withQueue(20),
            new Catalogue(data.resolve("weights")),
            Device.CPU)) {
      Client client = Client.of(server);
      List<String[]> operations = operations(client.json("/api/v1/openapi.json"));
      assertThat(operations).hasSizeGreaterThan(20);
      for (int i = 0; i < COUNT; i++) {
        RandomStream random = RandomStream.of(17, i, "fuzz");
        if (i % 4 == 0) {
          raw(server, random, operations);
        } else {
          call(client, random, operations);
        }
      }
      assertThat(client.json("/health").path("status").asText()).isEqualTo("ready");
    }
  }

  private static List<String[]> operations(JsonNode document) {
    List<String[]> operations = new ArrayList<>();
    document
        .path("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method ->
                            operations.add(
                                new String[] {method.toUpperCase(Locale.ROOT), path.getKey()})));
    return operations;
  }

  private static void call(Client client, RandomStream random, List<String[]> operations) {
    String[] operation = random.pick(operations);
    String path = operation[1];
    if (path.endsWith("/events")) {
      return; // a stream, watched elsewhere
    }
    String place = random.pick(List.of("000000", "x", "a%20b", "%C3%A9", "0123456789", "-", "a.b"));
    path = path.replaceAll("\\{[^}]*}", place);
    path += "?limit=" + random.pick(List.of("1", "-5", "x", "%00", "99999999999")) + "&finding=zz";
    String body = operation[0].equals("POST") ? json(random, 0) : "";
    HttpResponse<byte[]> answer;
    try {
      answer = client.send(operation[0], path, body);
    } catch (UncheckedIOException reused) { // a kept connection may be closed between two requests
      answer = client.send(operation[0], path, body);
    }
    String told = operation[0] + " " + path + " " + body;
    assertThat(answer.statusCode()).as(told).isLessThan(500);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .as(told)
        .doesNotContain("\tat ", "ai.chestnut.", "java.lang");
  }

  /** An object whose names are mostly right and whose values are mostly wrong. */
  private static String json(RandomStream random, int depth) {
    List<String> names =
        List.of(
            "prompt",
            "findings",
            "method",
            "model",
            "count",
            "seed",
            "steps",
            "guidance",
            "filter",
            "attempts",
            "bitDepth",
            "parent",
            "text",
            "name",
            "scopes",
            "sample",
            "film",
            "anatomy",
            "pathology",
            "from",
            "real",
            "systems",
            "questions",
            "wrong");
    StringBuilder body = new StringBuilder("{");
    int count = random.nextInt(5);
    for (int i = 0; i < count; i++) {
      String value = depth < 2 && random.chance(0.1) ? json(random, depth + 1) : random.pick(WORDS);
      body.append(i > 0 ? "," : "").append('"').append(random.pick(names)).append("\":");
      body.append(value);
    }
    body.append('}');
    if (random.chance(0.1) && body.length() > 3) {
      body.setLength(random.nextInt(body.length()));
    }
    return body.isEmpty() ? " " : body.toString();
  }

  /** Bytes that are hardly HTTP. */
  private static void raw(ChestnutServer server, RandomStream random, List<String[]> operations)
      throws IOException {
    String[] operation = random.pick(operations);
    byte[] request =
        (operation[0]
                + " "
                + operation[1]
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type:"
                + " application/json\r\nContent-Length: 2\r\n\r\n{}")
            .getBytes(StandardCharsets.ISO_8859_1);
    int changes = 1 + random.nextInt(6);
    for (int i = 0; i < changes; i++) {
      request[random.nextInt(request.length)] = (byte) random.nextInt(256);
    }
    URI address = URI.create(server.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(3000);
      OutputStream out = socket.getOutputStream();
      out.write(request);
      out.flush();
      socket.shutdownOutput();
      String answer =
          new String(socket.getInputStream().readNBytes(4000), StandardCharsets.ISO_8859_1);
      String told = new String(request, StandardCharsets.ISO_8859_1);
      // 505 is what HTTP has for another version, and Jetty's own answer
      assertThat(answer.replaceFirst("^HTTP/1.[01] 505", "ok"))
          .as(told)
          .doesNotStartWith("HTTP/1.1 5");
      assertThat(answer).as(told).doesNotContain("\tat ", "ai.chestnut.", "java.lang");
    } catch (SocketException | SocketTimeoutException hungUp) {
      // to hang up on such a caller is an answer
    }
  }
}
