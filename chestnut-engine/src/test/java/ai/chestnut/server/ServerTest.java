package ai.chestnut.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.models.Catalogue;
import ai.chestnut.tensor.Device;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs over HTTP, with the random models. */
final class ServerTest {

  static final String JOB =
      "{\"prompt\":\"Small left pleural"
          + " effusion.\",\"method\":\"text\",\"model\":\"mu\",\"steps\":2,"
          + "\"filter\":false,\"seed\":7";

  @TempDir private Path data;

  private ChestnutServer server;
  private Client client;

  @BeforeEach
  void start() {
    server = open();
    client = Client.of(server);
  }

  private ChestnutServer open() {
    return ChestnutServer.start(
        ServerOptions.local(data), new Catalogue(data.resolve("weights")), Device.CPU);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aJobIsDoneAndItsFilesAreTheCommandLines() throws IOException {
    String id = client.submit(JOB + ",\"count\":2}");
    JsonNode done = client.await(id);
    assertThat(done.path("state").asText()).isEqualTo("done");
    assertThat(done.path("studies")).hasSize(2);
    String study = "/api/v1/jobs/" + id + "/studies/000001";
    assertThat(client.json(study).path("format").asText()).isEqualTo("chestnut-study/1");
    HttpResponse<byte[]> film = client.get(study + "/files/radiograph.png");
    assertThat(film.statusCode()).isEqualTo(200);
    assertThat(film.body())
        .isEqualTo(Files.readAllBytes(data.resolve("jobs/" + id + "/000001/radiograph.png")));
    assertThat(data.resolve("jobs/" + id + "/index.csv")).exists();
    assertThat(names(client.get(study + "/download?format=zip").body()))
        .contains("000001/radiograph.png", "000001/study.json");
    assertThat(names(client.get(study + "/download?format=dicom").body()))
        .anyMatch(name -> name.endsWith(".dcm"));
  }

  private static List<String> names(byte[] zip) throws IOException {
    List<String> names = new ArrayList<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }

  @Test
  void oneKeyIsOneJob() {
    String first = client.submit(JOB + "}", "Idempotency-Key", "k1");
    assertThat(client.submit(JOB + "}", "Idempotency-Key", "k1")).isEqualTo(first);
    assertThat(client.submit(JOB + "}", "Idempotency-Key", "k2")).isNotEqualTo(first);
    assertThat(client.submit(JOB + "}")).isNotEqualTo(first);
    HttpResponse<byte[]> other =
        client.send("POST", "/api/v1/jobs", JOB + ",\"count\":3}", "Idempotency-Key", "k1");
    assertThat(other.statusCode()).isEqualTo(409);
  }

  @Test
  void eventsTellOfStepsPreviewsAndTheEnd() {
    String id = client.submit(JOB.replace("\"steps\":2", "\"steps\":60") + ",\"count\":2}");
    String events =
        new String(client.get("/api/v1/jobs/" + id + "/events").body(), StandardCharsets.UTF_8);
    assertThat(events)
        .startsWith(": synthetic")
        .contains("event: job", "event: step", "event: preview", "event: study", "\"done\"");
    assertThat(events.strip().lines().filter(line -> line.startsWith("data: ")).toList())
        .allSatisfy(line -> assertThat(line).startsWith("data: {").endsWith("}"))
        .last()
        .asString()
        .contains("\"state\":\"done\"");
    byte[] bytes = client.get("/api/v1/jobs/" + id + "/studies/000001/files/radiograph.png").body();
    String again = client.submit(JOB.replace("\"steps\":2", "\"steps\":60") + ",\"count\":2}");
    client.await(again);
    assertThat(client.get("/api/v1/jobs/" + again + "/studies/000001/files/radiograph.png").body())
        .as("looking changes nothing")
        .isEqualTo(bytes);
  }

  @Test
  void jobsAreTakenBack() {
    String slow = client.submit(JOB.replace("\"steps\":2", "\"steps\":200") + ",\"count\":64}");
    String waiting = client.submit(JOB + ",\"count\":2}");
    assertThat(client.send("DELETE", "/api/v1/jobs/" + slow, "").statusCode()).isEqualTo(200);
    assertThat(client.await(slow).path("state").asText()).isEqualTo("cancelled");
    assertThat(client.await(waiting).path("state").asText()).isEqualTo("done");
    JsonNode still = Client.read(client.send("DELETE", "/api/v1/jobs/" + waiting, ""));
    assertThat(still.path("state").asText()).as("what is over stays").isEqualTo("done");
  }

  @Test
  void smallJobsDoNotWaitForAllOfALargeOne() {
    String large = client.submit(JOB.replace("\"steps\":2", "\"steps\":60") + ",\"count\":40}");
    String small = client.submit(JOB + "}");
    assertThat(client.await(small).path("state").asText()).isEqualTo("done");
    assertThat(client.json("/api/v1/jobs/" + large).path("state").asText())
        .matches("queued|running");
  }

  @Test
  void aFullQueueSaysWhenToComeBack() {
    server.close();
    server =
        ChestnutServer.start(
            ServerOptions.local(data).withQueue(3),
            new Catalogue(data.resolve("weights")),
            Device.CPU);
    client = Client.of(server);
    String slow = JOB.replace("\"steps\":2", "\"steps\":200") + ",\"count\":64}";
    HttpResponse<byte[]> last = client.send("POST", "/api/v1/jobs", slow);
    for (int i = 0; i < 8 && last.statusCode() == 202; i++) {
      last = client.send("POST", "/api/v1/jobs", slow);
    }
    assertThat(last.statusCode()).isEqualTo(429);
    assertThat(last.headers().firstValue("Retry-After")).contains("5");
    assertThat(last.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void anAcceptedJobGoesOnAfterARestart() {
    String job = client.submit(JOB.replace("\"steps\":2", "\"steps\":40") + ",\"count\":12}");
    server.close();
    JsonNode before;
    server = open();
    client = Client.of(server);
    before = client.json("/api/v1/jobs/" + job);
    assertThat(before.path("state").asText()).matches("queued|running");
    JsonNode done = client.await(job);
    assertThat(done.path("state").asText()).isEqualTo("done");
    assertThat(done.path("studies")).hasSize(12);
  }

  @Test
  void whatCannotBeFollowedIsRefusedWithASentence() {
    assertRefused(422, "{\"prompt\":\"zxqv\"}", "prompt");
    assertRefused(422, "{}", "prompt");
    assertRefused(400, "{\"prompt\":\"effusion\",\"colour\":1}", "colour");
    assertRefused(400, "{\"prompt\":\"effusion\",\"count\":1e9}", "count");
    assertRefused(400, "{\"prompt\":\"effusion\",\"count\":\"2\"}", "count");
    assertRefused(400, "[1,2", "JSON");
    assertRefused(422, "{\"prompt\":\"effusion\",\"method\":\"magic\"}", "method");
    assertThat(client.submit(JOB.replace("\"mu\"", "\"nobody\"") + "}"))
        .satisfies(
            id -> {
              JsonNode failed = client.await(id);
              assertThat(failed.path("state").asText()).isEqualTo("failed");
              assertThat(failed.path("reason").asText())
                  .contains("nobody")
                  .doesNotContain(data.toString());
            });
  }

  private void assertRefused(int status, String body, String word) {
    HttpResponse<byte[]> answer = client.send("POST", "/api/v1/jobs", body);
    assertThat(answer.statusCode()).as(body).isEqualTo(status);
    assertThat(Client.read(answer).path("detail").asText()).contains(word);
  }

  @Test
  void promptsAreReadAsTheyAreTyped() {
    HttpResponse<byte[]> answer =
        client.send(
            "POST",
            "/api/v1/prompts",
            "{\"text\":\"Large right pneumothorax, blorf. No effusion.\"}");
    JsonNode read = Client.read(answer);
    assertThat(read.path("observations")).hasSize(2);
    assertThat(read.path("unknown").get(0).asText()).isEqualTo("blorf");
    assertThat(read.path("conflict").isNull()).isTrue();
    JsonNode conflict =
        Client.read(
            client.send(
                "POST", "/api/v1/prompts", "{\"text\":\"Left effusion. No pleural effusion.\"}"));
    assertThat(conflict.path("conflict").asText()).contains("Pleural Effusion");
  }

  @Test
  void whoWatchesIsTold() {
    client.await(client.submit(JOB + "}"));
    assertThat(client.json("/health").path("status").asText()).isEqualTo("ready");
    assertThat(new String(client.get("/metrics").body(), StandardCharsets.UTF_8))
        .contains(
            "chestnut_http_requests_total{method=\"POST\",route=\"/api/v1/jobs\",status=\"202\"}",
            "chestnut_jobs_total{state=\"done\"} 1.0",
            "chestnut_jobs_waiting 0.0",
            "chestnut_study_seconds_count",
            "jvm_memory_used_bytes");
    assertThat(client.json("/api/v1/models").path("methods")).isNotEmpty();
    assertThat(client.json("/api/v1/vocabulary").path("findings")).hasSizeGreaterThan(20);
  }
}
