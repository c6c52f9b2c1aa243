package ai.chestnut.models;

import ai.chestnut.failure.ChestnutException;
import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.FileException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.nio.file.Path;

/** Model configurations to and from the JSON in a weight file's header. */
final class ModelJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  private ModelJson() {}

  static String write(Object config) {
    try {
      return MAPPER.writeValueAsString(config);
    } catch (JsonProcessingException impossible) {
      throw new DefectException(
          "configuration " + config.getClass() + " is not writable as JSON", impossible);
    }
  }

  static <T> T read(String json, Path file, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonMappingException wrong) {
      String why =
          wrong.getCause() instanceof ChestnutException ours
              ? String.valueOf(ours.getMessage())
              : wrong.getOriginalMessage();
      throw new FileException(
          "weights",
          file,
          "a configuration that does not fit (" + why + ")",
          "that of " + type.getSimpleName(),
          wrong);
    } catch (JsonProcessingException wrong) {
      throw new FileException(
          "weights",
          file,
          "a configuration that is no JSON",
          "that of " + type.getSimpleName(),
          wrong);
    }
  }
}
