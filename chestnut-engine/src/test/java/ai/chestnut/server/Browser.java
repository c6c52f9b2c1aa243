package ai.chestnut.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A real browser, driven as a hand drives it: by the Chrome DevTools protocol over a web socket.
 * Clicks and strokes are mouse events at places on the page, not calls of scripts.
 */
final class Browser implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final int PATIENCE_SECONDS = 40;

  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<String> errors = new CopyOnWriteArrayList<>();
  private int number;
  private int clicks;

  private Browser(Process process, String address) {
    this.process = process;
    this.socket = HTTP.newWebSocketBuilder().buildAsync(URI.create(address), new Ear()).join();
  }

  /** The browser that is installed here. */
  static Optional<Path> installed() {
    return NAMES.stream()
        .flatMap(
            name -> List.of("/usr/bin/", "/usr/local/bin/").stream().map(f -> Path.of(f + name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts it with an empty profile. */
  static Browser start(Path profile) throws IOException {
    Process process =
        new ProcessBuilder(
                installed().orElseThrow().toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Path file = profile.resolve("DevToolsActivePort");
    for (int i = 0; i < PATIENCE_SECONDS * 20; i++) {
      if (Files.exists(file) && Files.readAllLines(file).size() > 1) {
        break;
      }
      pause(50);
    }
    int port = Integer.parseInt(Files.readAllLines(file).get(0));
    Browser browser = new Browser(process, page(port));
    browser.call("Page.enable", Map.of());
    browser.call("Runtime.enable", Map.of());
    browser.call("Log.enable", Map.of());
    return browser;
  }

  private static String page(int port) throws IOException {
    try {
      HttpRequest list =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json")).build();
      for (int i = 0; i < 100; i++) {
        String body = HTTP.send(list, HttpResponse.BodyHandlers.ofString()).body();
        for (JsonNode target : JSON.readTree(body)) {
          if (target.path("type").asText().equals("page")) {
            return target.path("webSocketDebuggerUrl").asText();
          }
        }
        pause(50);
      }
      throw new IOException("no page in the browser");
    } catch (InterruptedException ending) {
      throw new IllegalStateException(ending);
    }
  }

  /** Answers come in pieces, news between them. */
  private final class Ear implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        hear(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedFuture(null);
    }

    private void hear(String message) {
      try {
        JsonNode node = JSON.readTree(message);
        CompletableFuture<JsonNode> waiting = answers.remove(node.path("id").asInt());
        if (waiting != null) {
          waiting.complete(node);
        }
        String method = node.path("method").asText();
        if (method.equals("Runtime.exceptionThrown")) {
          errors.add(node.at("/params/exceptionDetails/exception/description").asText());
        }
        if (method.equals("Log.entryAdded")
            && node.at("/params/entry/level").asText().equals("error")) {
          errors.add(
              node.at("/params/entry/text").asText() + " " + node.at("/params/entry/url").asText());
        }
      } catch (IOException wrong) {
        errors.add(wrong.getMessage());
      }
    }
  }

  private synchronized JsonNode call(String method, Map<String, ?> parameters) {
    int id = ++number;
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket.sendText(message.toString(), true).join();
    JsonNode node = answer.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    if (node.has("error")) {
      throw new AssertionError(method + ": " + node.get("error"));
    }
    return node.path("result");
  }

  /** What scripts threw and what the browser refused. */
  List<String> errors() {
    return List.copyOf(errors);
  }

  int clicks() {
    return clicks;
  }

  void go(String address) {
    clicks = 0;
    call("Page.navigate", Map.of("url", address));
    await("document.readyState === 'complete'");
  }

  void size(int width, int height) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
  }

  void downloadsTo(Path folder) {
    call(
        "Page.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
  }

  /** The value of an expression; promises are waited for. */
  JsonNode eval(String expression) {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + result.get("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  /** Waits until an expression is true. */
  void await(String expression) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (System.nanoTime() < end) {
      if (eval("Boolean(" + expression + ")").asBoolean()) {
        return;
      }
      pause(50);
    }
    throw new AssertionError(
        "never true: " + expression + "; errors " + errors + "; page " + text("body"));
  }

  String text(String selector) {
    return eval("document.querySelector(" + quoted(selector) + ")?.innerText || ''").asText();
  }

  void awaitElement(String selector) {
    await("document.querySelector(" + quoted(selector) + ")");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "\\'") + "'";
  }

  /** The middle of an element, brought into view. */
  private double[] place(String selector, double x, double y) {
    awaitElement(selector);
    JsonNode box =
        eval(
            "(() => { const e = document.querySelector("
                + quoted(selector)
                + "); e.scrollIntoView({block: 'center'}); const b = e.getBoundingClientRect();"
                + " return [b.left, b.top, b.width, b.height]; })()");
    return new double[] {
      box.get(0).asDouble() + x * box.get(2).asDouble(),
      box.get(1).asDouble() + y * box.get(3).asDouble()
    };
  }

  void click(String selector) {
    await("!document.querySelector(" + quoted(selector) + ")?.disabled");
    double[] at = place(selector, 0.5, 0.5);
    mouse("mousePressed", at);
    mouse("mouseReleased", at);
    clicks++;
  }

  /** A stroke across an element, both ends as shares of its sides. */
  void stroke(String selector, double fromX, double fromY, double toX, double toY) {
    mouse("mousePressed", place(selector, fromX, fromY));
    for (int i = 1; i <= 8; i++) {
      double t = i / 8.0;
      mouse("mouseMoved", place(selector, fromX + t * (toX - fromX), fromY + t * (toY - fromY)));
    }
    mouse("mouseReleased", place(selector, toX, toY));
  }

  private void mouse(String type, double[] at) {
    call(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            at[0],
            "y",
            at[1],
            "button",
            "left",
            "buttons",
            type.equals("mouseReleased") ? 0 : 1,
            "clickCount",
            1));
  }

  /** Types into what has the focus. */
  void type(String text) {
    call("Input.insertText", Map.of("text", text));
  }

  /** A key with a code of its own, such as Enter, or one letter. */
  void press(String key) {
    boolean enter = key.equals("Enter");
    call(
        "Input.dispatchKeyEvent",
        Map.of(
            "type",
            "keyDown",
            "key",
            key,
            "text",
            enter ? "\r" : key.length() == 1 ? key : "",
            "windowsVirtualKeyCode",
            enter ? 13 : key.length() == 1 ? key.toUpperCase(Locale.ROOT).codePointAt(0) : 0));
    call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
  }

  /** The whole page as a picture. */
  byte[] picture() {
    JsonNode size = eval("[innerWidth, Math.min(4000, document.documentElement.scrollHeight)]");
    JsonNode shot =
        call(
            "Page.captureScreenshot",
            Map.of(
                "format",
                "png",
                "captureBeyondViewport",
                true,
                "clip",
                Map.of(
                    "x",
                    0,
                    "y",
                    0,
                    "scale",
                    1,
                    "width",
                    size.get(0).asInt(),
                    "height",
                    size.get(1).asInt())));
    return Base64.getDecoder().decode(shot.path("data").asText());
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException ending) {
      throw new IllegalStateException(ending);
    }
  }

  @Override
  public void close() {
    socket.abort();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException ending) {
      throw new UncheckedIOException(new IOException(ending));
    }
  }
}
