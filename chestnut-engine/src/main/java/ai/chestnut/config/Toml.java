package ai.chestnut.config;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The one binder between TOML files and records. Unknown keys, wrong types and values that a
 * record's constructor refuses are {@link RequestException}s that name the path inside the file.
 */
public final class Toml {

  private static final TomlMapper MAPPER =
      TomlMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
          .serializationInclusion(JsonInclude.Include.NON_ABSENT)
          .build();

  private Toml() {}

  /** Reads a file into a record. */
  public static <T> T read(Path file, Class<T> type) {
    return read(file, List.of(), type);
  }

  /**
   * Reads a file, then lays overrides over it.
   *
   * @param overrides each {@code path.to.key=value}; the value in TOML syntax, a bare word is a
   *     string
   */
  public static <T> T read(Path file, List<String> overrides, Class<T> type) {
    JsonNode tree = tree(file);
    for (String override : overrides) {
      set((ObjectNode) tree, override);
    }
    return bind(tree, file.toString(), type);
  }

  /** Reads TOML text into a record; {@code place} names its origin in messages. */
  public static <T> T parse(String text, String place, Class<T> type) {
    try {
      return bind(MAPPER.readTree(text), place, type);
    } catch (JacksonException wrong) {
      throw notToml(place, wrong);
    }
  }

  /** The record as TOML text, every default written out. */
  public static String write(Object record) {
    try {
      return MAPPER.writeValueAsString(record);
    } catch (JacksonException impossible) {
      throw new IllegalArgumentException("not writable as TOML: " + record.getClass(), impossible);
    }
  }

  private static JsonNode tree(Path file) {
    try {
      return MAPPER.readTree(Files.readString(file));
    } catch (NoSuchFileException missing) {
      throw new FileException("configuration file", file, "nothing there", "a TOML file", missing);
    } catch (JacksonException wrong) {
      throw notToml(file.toString(), wrong);
    } catch (IOException unreadable) {
      throw new FileException(
          "configuration file",
          file,
          String.valueOf(unreadable.getMessage()),
          "a readable TOML file",
          unreadable);
    }
  }

  private static <T> T bind(JsonNode tree, String place, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonMappingException wrong) {
      Throwable cause = wrong.getCause();
      if (cause instanceof RequestException ours) {
        throw new RequestException(place + " at " + path(wrong) + ": " + ours.getMessage());
      }
      throw new RequestException(place + " at " + path(wrong) + ": " + reason(wrong));
    } catch (JacksonException wrong) {
      throw new RequestException(place + ": " + wrong.getOriginalMessage());
    }
  }

  /** TOML has no null: where the binder speaks of one, the key is missing. */
  private static String reason(JsonMappingException wrong) {
    String message = wrong.getOriginalMessage();
    boolean missing =
        message.startsWith("Cannot map `null`") || message.startsWith("Null value for creator");
    return missing ? "got nothing, expected a value" : message;
  }

  private static void set(ObjectNode tree, String override) {
    int equals = override.indexOf('=');
    if (equals < 1) {
      throw new RequestException("override", "--set", "'" + override + "'", "path.to.key=value");
    }
    String[] keys = override.substring(0, equals).strip().split("\\.");
    ObjectNode node = tree;
    for (int i = 0; i < keys.length - 1; i++) {
      JsonNode next = node.get(keys[i]);
      if (next == null) {
        next = node.putObject(keys[i]);
      }
      if (!(next instanceof ObjectNode table)) {
        throw new RequestException(
            "override", "--set " + override, "'" + keys[i] + "' which is a value", "a table");
      }
      node = table;
    }
    node.set(keys[keys.length - 1], value(override.substring(equals + 1).strip()));
  }

  private static JsonNode value(String text) {
    try {
      return MAPPER.readTree("value = " + text).get("value");
    } catch (JacksonException bareWord) {
      return MAPPER.getNodeFactory().textNode(text);
    }
  }

  private static RequestException notToml(String place, JacksonException wrong) {
    return new RequestException("configuration", place, wrong.getOriginalMessage(), "TOML 1.0");
  }

  private static String path(JsonMappingException wrong) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : wrong.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.length() == 0 ? "" : ".").append(step.getFieldName());
      }
    }
    return path.length() == 0 ? "the top" : path.toString();
  }
}
