package ai.chestnut.authoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/** An HTTP server on loopback that speaks the chat protocol, and misbehaves as it is told. */
final class ChatServer implements AutoCloseable {

  /** What it does with one request. */
  interface Turn {
    void take(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ObjectMapper json = new ObjectMapper();
  private final Deque<Turn> turns = new ArrayDeque<>();
  final List<JsonNode> asked = new ArrayList<>();
  final List<String> keys = new ArrayList<>();

  ChatServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/v1/chat/completions", this::handle);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
  }

  ChatServer then(Turn turn) {
    turns.add(turn);
    return this;
  }

  ChatServer says(String text) {
    return then(exchange -> send(exchange, 200, completion(text)));
  }

  ChatServer fails(int status) {
    return then(exchange -> send(exchange, status, "{\"error\": {\"message\": \"not now\"}}"));
  }

  private void handle(HttpExchange exchange) throws IOException {
    synchronized (this) {
      asked.add(json.readTree(exchange.getRequestBody()));
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
    }
    Turn turn = turns.isEmpty() ? e -> send(e, 500, "{}") : turns.poll();
    turn.take(exchange);
  }

  String completion(String text) throws IOException {
    return json.writeValueAsString(
        Map.of(
            "id",
            "chat-1",
            "object",
            "chat.completion",
            "created",
            1,
            "model",
            "small",
            "choices",
            List.of(
                Map.of(
                    "index",
                    0,
                    "finish_reason",
                    "stop",
                    "message",
                    Map.of("role", "assistant", "content", text))),
            "usage",
            Map.of("prompt_tokens", 100, "completion_tokens", 20, "total_tokens", 120)));
  }

  static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
