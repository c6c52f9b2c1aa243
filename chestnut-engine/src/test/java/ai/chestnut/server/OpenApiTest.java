package ai.chestnut.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.models.Catalogue;
import ai.chestnut.tensor.Device;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API document is enough to call the API. */
final class OpenApiTest {

  @TempDir private Path data;

  /** A caller that knows operations by their ids and nothing else. */
  private record DocumentedCaller(JsonNode document, Client client) {

    JsonNode call(String operation, Map<String, String> places, String body) {
      for (var path : (Iterable<Map.Entry<String, JsonNode>>) document.path("paths")::fields) {
        for (var method : (Iterable<Map.Entry<String, JsonNode>>) path.getValue()::fields) {
          if (method.getValue().path("operationId").asText().equals(operation)) {
            String address = path.getKey();
            for (var place : places.entrySet()) {
              address = address.replace("{" + place.getKey() + "}", place.getValue());
            }
            HttpResponse<byte[]> answer =
                client.send(method.getKey().toUpperCase(Locale.ROOT), address, body);
            JsonNode good = method.getValue().path("responses").path("" + answer.statusCode());
            assertThat(good.isMissingNode()).as(operation + " " + answer.statusCode()).isFalse();
            String type = answer.headers().firstValue("Content-Type").orElse("");
            assertThat(good.path("content").has(type)).as(operation + " " + type).isTrue();
            if (type.equals("application/json")) {
              JsonNode read = Client.read(answer);
              conforms(read, good.at("/content/application~1json/schema"), operation);
              return read;
            }
            return document.path("nothing");
          }
        }
      }
      throw new AssertionError("no operation " + operation);
    }

    /** Names that are required are there; names that are there are known; types are right. */
    private void conforms(JsonNode value, JsonNode schema, String place) {
      JsonNode known =
          schema.has("$ref") ? document.at(schema.path("$ref").asText().substring(1)) : schema;
      assertThat(known.isMissingNode()).as(place).isFalse();
      for (JsonNode required : known.path("required")) {
        assertThat(value.has(required.asText())).as(place + "." + required).isTrue();
      }
      if (known.path("type").asText().equals("array")) {
        value.forEach(each -> conforms(each, known.path("items"), place + "[]"));
      }
      if (known.has("properties") && !known.path("additionalProperties").asBoolean(false)) {
        value
            .fields()
            .forEachRemaining(
                field -> {
                  JsonNode property = known.path("properties").path(field.getKey());
                  assertThat(property.isMissingNode()).as(place + "." + field.getKey()).isFalse();
                  conforms(field.getValue(), property, place + "." + field.getKey());
                });
      }
    }
  }

  @Test
  void aCallerThatReadsTheDocumentMakesAFilm() throws InterruptedException {
    try (ChestnutServer server =
        ChestnutServer.start(
            ServerOptions.local(data), new Catalogue(data.resolve("weights")), Device.CPU)) {
      Client client = Client.of(server);
      JsonNode document = client.json("/api/v1/openapi.json");
      DocumentedCaller caller = new DocumentedCaller(document, client);
      assertThat(caller.call("readPrompt", Map.of(), "{\"text\":\"Cardiomegaly.\"}")).isNotEmpty();
      assertThat(caller.call("listModels", Map.of(), "")).isNotEmpty();
      assertThat(caller.call("getVocabulary", Map.of(), "")).isNotEmpty();
      String job = caller.call("submitJob", Map.of(), ServerTest.JOB + "}").path("id").asText();
      while (!caller.call("getJob", Map.of("job", job), "").path("state").asText().equals("done")) {
        Thread.sleep(30);
      }
      Map<String, String> study = Map.of("job", job, "study", "000000", "file", "radiograph.png");
      caller.call("getStudy", study, "");
      caller.call("getStudyFile", study, "");
      caller.call("listJobs", Map.of(), "");
      caller.call("listArchives", Map.of(), "");
      caller.call("listReaderStudies", Map.of(), "");
      caller.call("makeToken", Map.of(), "{\"name\":\"doc\",\"scopes\":[\"read\"]}");
      caller.call("listTokens", Map.of(), "");
    }
  }

  @Test
  void everythingIsReferredToAndNothingTwice() {
    try (ChestnutServer server =
        ChestnutServer.start(
            ServerOptions.local(data), new Catalogue(data.resolve("weights")), Device.CPU)) {
      HttpResponse<byte[]> answer = Client.of(server).get("/api/v1/openapi.json");
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      JsonNode document = Client.read(answer);
      Set<String> ids = new HashSet<>();
      for (JsonNode path : document.path("paths")) {
        path.forEach(method -> assertThat(ids.add(method.path("operationId").asText())).isTrue());
      }
      Iterable<String> names = () -> document.at("/components/schemas").fieldNames();
      assertThat(StreamSupport.stream(names.spliterator(), false))
          .allMatch(name -> text.contains("#/components/schemas/" + name + "\""));
    }
  }
}
