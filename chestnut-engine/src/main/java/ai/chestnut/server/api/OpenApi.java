package ai.chestnut.server.api;

import ai.chestnut.failure.DefectException;
import ai.chestnut.server.access.AccessScope;
import ai.chestnut.server.http.Json;
import ai.chestnut.server.http.Operation;
import ai.chestnut.server.http.Route;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

/**
 * The API document: the schemas of {@code openapi-schemas.json} and the paths of the routes
 * themselves, so that what is not served is not described and the other way round.
 */
final class OpenApi {

  private final ObjectNode document;

  OpenApi(List<Route> routes, String version) {
    document = (ObjectNode) schemas().deepCopy();
    ((ObjectNode) document.get("info")).put("version", version);
    ObjectNode paths = document.putObject("paths");
    for (Route route : routes) {
      if (route.path().startsWith("/api/") || route.path().equals("/health")) {
        ObjectNode path = object(paths, route.path().replace("+}", "}"));
        describe(path.putObject(route.method().toLowerCase(Locale.ROOT)), route);
      }
    }
  }

  private static ObjectNode object(ObjectNode parent, String name) {
    return parent.has(name) ? (ObjectNode) parent.get(name) : parent.putObject(name);
  }

  private static JsonNode schemas() {
    try (InputStream in = OpenApi.class.getResourceAsStream("openapi-schemas.json")) {
      if (in == null) {
        throw new DefectException("resource openapi-schemas.json: got nothing, expected a text");
      }
      return Json.read(in.readAllBytes());
    } catch (IOException unreadable) {
      throw new DefectException("resource openapi-schemas.json cannot be read", unreadable);
    }
  }

  private static void describe(ObjectNode node, Route route) {
    Operation operation = route.operation();
    node.put("operationId", operation.id()).put("summary", operation.summary());
    node.put("description", "Scope: " + route.scope().word() + ".");
    if (route.scope() == AccessScope.PUBLIC) {
      node.putArray("security");
    }
    ArrayNode parameters = node.putArray("parameters");
    for (String name : route.names()) {
      parameter(parameters, name, "path", true);
    }
    for (String name : operation.query()) {
      parameter(parameters, name, "query", false);
    }
    if (operation.id().equals("submitJob")) {
      parameter(parameters, "Idempotency-Key", "header", false);
    }
    operation
        .body()
        .ifPresent(
            schema -> {
              ObjectNode body = node.putObject("requestBody").put("required", true);
              if (schema.equals("bytes")) {
                for (String type : List.of("image/png", "image/jpeg")) {
                  object(body, "content")
                      .putObject(type)
                      .putObject("schema")
                      .put("type", "string")
                      .put("format", "binary");
                }
              } else {
                content(body, "application/json", schema);
              }
            });
    ObjectNode answers = node.putObject("responses");
    ObjectNode good = answers.putObject(Integer.toString(operation.status()));
    good.put("description", operation.summary());
    if (operation.status() != 204) {
      boolean media = operation.answer().contains("/");
      content(good, media ? operation.answer() : "application/json", operation.answer());
    }
    ObjectNode bad = answers.putObject("default").put("description", "Refused, with the reason");
    content(bad, "application/problem+json", "Problem");
  }

  private static void parameter(ArrayNode parameters, String name, String in, boolean required) {
    ObjectNode parameter = parameters.addObject().put("name", name).put("in", in);
    parameter.put("required", required).putObject("schema").put("type", "string");
  }

  private static void content(ObjectNode parent, String type, String schema) {
    ObjectNode place = parent.putObject("content").putObject(type).putObject("schema");
    if (schema.contains("/")) {
      place.put("type", "string");
      if (!schema.startsWith("text/")) {
        place.put("format", "binary");
      }
    } else {
      place.put("$ref", "#/components/schemas/" + schema);
    }
  }

  JsonNode document() {
    return document;
  }
}
