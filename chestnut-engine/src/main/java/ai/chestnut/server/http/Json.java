package ai.chestnut.server.http;

import ai.chestnut.failure.DefectException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;

/** JSON of requests, which nobody has to trust, and of answers. */
public final class Json {

  private static final int DEPTH = 32;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  static {
    MAPPER
        .getFactory()
        .setStreamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEPTH)
                .maxNumberLength(40)
                .maxNameLength(200)
                .build());
  }

  private Json() {}

  /**
   * @throws Problem 400 if it is no JSON
   */
  public static JsonNode read(byte[] bytes) {
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node == null || node.isMissingNode()) {
        throw Problem.badRequest("body: got nothing, expected JSON");
      }
      return node;
    } catch (JsonProcessingException wrong) {
      throw Problem.badRequest("body: got no JSON: " + wrong.getOriginalMessage());
    } catch (IOException impossible) {
      throw Problem.badRequest("body: got no JSON");
    }
  }

  /** One line. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new DefectException("no JSON for " + value.getClass(), impossible);
    }
  }
}
