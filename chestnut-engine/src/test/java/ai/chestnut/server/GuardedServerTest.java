package ai.chestnut.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.RequestException;
import ai.chestnut.models.Catalogue;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.server.access.AccessScope;
import ai.chestnut.tensor.Device;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must not get in, and what must not get out. */
final class GuardedServerTest {

  @TempDir private static Path data;

  private static ChestnutServer open; // without login, for this machine
  private static ChestnutServer closed; // behind a proxy, with tokens
  private static Client client;

  @BeforeAll
  static void start() throws IOException {
    Catalogue catalogue = new Catalogue(data.resolve("weights"));
    open = ChestnutServer.start(ServerOptions.local(data.resolve("open")), catalogue, Device.CPU);
    closed =
        ChestnutServer.start(
            ServerOptions.local(data.resolve("closed")).withProxy("https://films.example.org"),
            catalogue,
            Device.CPU);
    client = Client.of(open);
    Files.writeString(data.resolve("open/secret.txt"), "do not tell");
  }

  @AfterAll
  static void stop() {
    open.close();
    closed.close();
  }

  private static String raw(ChestnutServer server, String request) throws IOException {
    URI address = URI.create(server.address());
    try (Socket socket = new Socket(address.getHost(), address.getPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  private static String get(String target, String host) {
    return "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
  }

  @Test
  void pathsDoNotLeadOutside() throws IOException {
    String job = client.submit(ServerTest.JOB + "}");
    client.await(job);
    String files = "/api/v1/jobs/" + job + "/studies/000000/files/";
    for (String path :
        List.of(
            files + "../../../../secret.txt",
            files + "..%2f..%2f..%2f..%2fsecret.txt",
            files + "%2e%2e/%2e%2e/%2e%2e/%2e%2e/secret.txt",
            files + "..%5c..%5csecret.txt",
            files + "....//....//secret.txt",
            files + "/etc/passwd",
            files + "radiograph.png%00.txt",
            files + "study.json;a=b/../../../../../secret.txt",
            "/studio/../../../../../../etc/passwd",
            "/studio/%2e%2e/openapi-schemas.json",
            "/studio/..;/api/openapi-schemas.json",
            "/api/v1/archives/../../secret.txt/scorecard",
            "/api/v1/archives/%2e%2e/scorecard",
            "/api/v1/reader-studies/..%2f..%2f/report")) {
      String answer = raw(open, get(path, "localhost"));
      assertThat(answer).as(path).startsWith("HTTP/1.1 4").doesNotContain("do not tell", "root:");
    }
    assertThat(raw(open, get(files + "radiograph.png", "localhost"))).startsWith("HTTP/1.1 200");
  }

  @Test
  void otherNamesOfThisMachineAreNotServed() throws IOException {
    assertThat(raw(open, get("/health", "127.0.0.1:9"))).startsWith("HTTP/1.1 200");
    for (String host :
        List.of("evil.example", "localhost.evil.example", "127.0.0.1.evil.example")) {
      assertThat(raw(open, get("/api/v1/jobs", host))).as(host).startsWith("HTTP/1.1 421");
    }
  }

  @Test
  void pagesOfOtherSitesCannotPost() {
    for (String[] header :
        new String[][] {
          {"Origin", "https://evil.example"},
          {"Origin", "null"},
          {"Sec-Fetch-Site", "cross-site"},
          {"Sec-Fetch-Site", "same-site"}
        }) {
      HttpResponse<byte[]> answer =
          client.send("POST", "/api/v1/jobs", ServerTest.JOB + "}", header[0], header[1]);
      assertThat(answer.statusCode()).as(header[0] + header[1]).isEqualTo(403);
    }
    HttpResponse<byte[]> form =
        client.send("POST", "/api/v1/jobs", ServerTest.JOB + "}", "Content-Type", "text/plain");
    assertThat(form.statusCode()).as("what a form can send").isEqualTo(415);
    assertThat(
            client
                .send("POST", "/api/v1/prompts", "{\"text\":\"\"}", "Origin", open.address())
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void everyAnswerCarriesItsPolicy() {
    for (String path : List.of("/", "/studio/studio.js", "/api/v1/jobs", "/nothing")) {
      var headers = client.get(path).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'none'", "frame-ancestors 'none'")
          .doesNotContain("unsafe");
      assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(headers.firstValue("Server")).isEmpty();
    }
    assertThat(new String(client.get("/").body(), StandardCharsets.UTF_8))
        .contains("Synthetic. Not for diagnosis.");
  }

  @Test
  void largeBodiesAndBombsAreTurnedAway() throws IOException {
    String large = "{\"prompt\":\"" + "a".repeat(13 * 1024 * 1024) + "\"}";
    assertThat(client.send("POST", "/api/v1/jobs", large).statusCode()).isEqualTo(413);
    String deep = "{\"prompt\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
    assertThat(client.send("POST", "/api/v1/jobs", deep).statusCode()).isEqualTo(400);
    String bomb = Base64.getEncoder().encodeToString(bomb(30_000));
    assertThat(bomb.length()).as("a small file").isLessThan(2_000_000);
    long before = System.nanoTime();
    for (String body :
        List.of(
            "{\"film\":\"" + bomb + "\",\"model\":\"mu\"}",
            "{\"film\":\""
                + Base64.getEncoder().encodeToString(new byte[50])
                + "\",\"model\":\"mu\"}",
            "{\"film\":\"%%%\",\"model\":\"mu\"}")) {
      assertThat(client.send("POST", "/api/v1/anatomies", body).statusCode()).isBetween(400, 422);
    }
    assertThat(System.nanoTime() - before).as("nothing is unpacked").isLessThan(10_000_000_000L);
    HttpResponse<byte[]> packed =
        client.send("POST", "/api/v1/prompts", "{}", "Content-Encoding", "gzip");
    assertThat(packed.statusCode()).isEqualTo(415);
  }

  /** Says of itself that it has so many pixels a side; a reader that unpacks first would begin. */
  private static byte[] bomb(int side) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    png.write(new byte[] {(byte) 137, 80, 78, 71, 13, 10, 26, 10});
    ByteBuffer head = ByteBuffer.allocate(13).putInt(side).putInt(side);
    head.put((byte) 8).put((byte) 0);
    chunk(png, "IHDR", head.array());
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(rows, new Deflater(9))) {
      byte[] row = new byte[side + 1];
      for (int y = 0; y < 1000; y++) {
        out.write(row);
      }
    }
    chunk(png, "IDAT", rows.toByteArray());
    chunk(png, "IEND", new byte[0]);
    return png.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] body)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(body);
    out.write(ByteBuffer.allocate(4).putInt(body.length).array());
    out.write(name);
    out.write(body);
    out.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }

  @Test
  void sampledAnatomiesAreLabelPictures() throws IOException {
    HttpResponse<byte[]> answer =
        client.send("POST", "/api/v1/anatomies", "{\"sample\":3,\"model\":\"mu\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    Path file = Files.write(data.resolve("anatomy.png"), answer.body());
    Radiograph codes = RadiographFiles.readCodes(file);
    assertThat(codes.width()).isEqualTo(32);
    assertThat(codes.at(8, 16)).isBetween(0, 8);
  }

  @Test
  void sqlIsNothingButText() {
    String evil = "'; DROP TABLE jobs; --";
    client.send("POST", "/api/v1/prompts", "{\"text\":\"" + evil + "\"}");
    assertThat(client.get("/api/v1/jobs?state=" + "%27%20OR%201%3D1--").statusCode())
        .isEqualTo(400);
    assertThat(client.get("/api/v1/jobs/x%27%20OR%20%271%27%3D%271").statusCode()).isEqualTo(404);
    assertThat(client.get("/api/v1/jobs?before=%27%20UNION%20SELECT%201--").statusCode())
        .isEqualTo(404);
    String id =
        client.submit(ServerTest.JOB + "}", "Idempotency-Key", "';DROP/**/TABLE/**/jobs;--");
    assertThat(client.await(id).path("state").asText()).isEqualTo("done");
  }

  @Test
  void elsewhereThanHereNeedsTlsOrAProxy() {
    assertThatThrownBy(
            () ->
                new ServerOptions(
                    "0.0.0.0",
                    0,
                    data,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    8,
                    Optional.empty()))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("TLS");
    assertThatThrownBy(() -> ServerOptions.local(data).withProxy("http://films.example.org"))
        .hasMessageContaining("https://HOST");
  }

  @Test
  void tokensOpenWhatTheirScopesSayAndNothingElse() {
    Client nobody = Client.of(closed);
    assertThat(nobody.get("/health").statusCode()).isEqualTo(200);
    assertThat(nobody.get("/").statusCode()).isEqualTo(200);
    HttpResponse<byte[]> refused = nobody.get("/api/v1/jobs");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    Client reader = with("reader", AccessScope.READ);
    assertThat(reader.get("/api/v1/jobs").statusCode()).isEqualTo(200);
    assertThat(reader.send("POST", "/api/v1/jobs", ServerTest.JOB + "}").statusCode())
        .isEqualTo(403);
    assertThat(reader.get("/api/v1/tokens").statusCode()).isEqualTo(403);
    assertThat(reader.get("/api/v1/reader-studies").statusCode()).isEqualTo(403);
    Client maker = with("maker", AccessScope.GENERATE, AccessScope.READ);
    String job = maker.submit(ServerTest.JOB + "}");
    assertThat(maker.get("/api/v1/jobs/" + job).statusCode()).isEqualTo(200);
    assertThat(reader.get("/api/v1/jobs/" + job).statusCode()).as("another's").isEqualTo(404);
    Client admin = with("admin", AccessScope.ADMIN);
    assertThat(admin.get("/api/v1/jobs/" + job).statusCode()).isEqualTo(200);
    JsonNode made =
        Client.read(
            admin.send("POST", "/api/v1/tokens", "{\"name\":\"new\",\"scopes\":[\"read\"]}"));
    assertThat(Client.of(closed, made.path("secret").asText()).get("/api/v1/jobs").statusCode())
        .isEqualTo(200);
    assertThat(new String(admin.get("/api/v1/tokens").body(), StandardCharsets.UTF_8))
        .doesNotContain(made.path("secret").asText(), "chestnut_");
    admin.send("DELETE", "/api/v1/tokens/" + made.path("id").asText(), "");
    assertThat(Client.of(closed, made.path("secret").asText()).get("/api/v1/jobs").statusCode())
        .isIn(401, 429);
  }

  private static Client with(String name, AccessScope... scopes) {
    return Client.of(closed, closed.tokens().make(name, Set.of(scopes)).secret());
  }

  @Test
  void theDatabaseHoldsNoSecret() throws IOException {
    String secret = open.tokens().make("kept", Set.of(AccessScope.READ)).secret();
    for (String file : List.of("server.db", "server.db-wal")) {
      Path path = data.resolve("open").resolve(file);
      if (Files.exists(path)) {
        assertThat(new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1))
            .doesNotContain(secret.substring("chestnut_".length()));
      }
    }
  }

  @Test
  void whoGuessesTokensIsMadeToWait() {
    ChestnutServer server =
        ChestnutServer.start(
            ServerOptions.local(data.resolve("guess")).withProxy("https://films.example.org"),
            new Catalogue(data.resolve("weights")),
            Device.CPU);
    try {
      Client guesser = Client.of(server, "chestnut_" + "A".repeat(43));
      int last = 0;
      for (int i = 0; i < 12; i++) {
        last = guesser.get("/api/v1/jobs").statusCode();
      }
      assertThat(last).isEqualTo(429);
      assertThat(new Client(server.address(), Map.of()).get("/health").statusCode()).isEqualTo(200);
    } finally {
      server.close();
    }
  }
}
