package ai.chestnut.reading;

import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.FileException;
import ai.chestnut.storage.Trouble;
import ai.chestnut.vocabulary.Finding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;

/** The JSON of a reader study's files: keys in the order of the records, unknown ones refused. */
final class StudyJson {

  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .registerModule(words())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  private StudyJson() {}

  /** Enums by their words, as everywhere else. */
  private static SimpleModule words() {
    return new SimpleModule()
        .addSerializer(Finding.class, written(Finding::canonicalName))
        .addSerializer(Question.class, written(Question::word))
        .addDeserializer(Finding.class, read(name -> Finding.named(name).orElseThrow()))
        .addDeserializer(Question.class, read(Question::named));
  }

  private static <T> JsonSerializer<T> written(Function<T, String> word) {
    return new JsonSerializer<>() {
      @Override
      public void serialize(T value, JsonGenerator json, SerializerProvider provider)
          throws IOException {
        json.writeString(word.apply(value));
      }
    };
  }

  private static <T> JsonDeserializer<T> read(Function<String, T> named) {
    return new JsonDeserializer<>() {
      @Override
      public T deserialize(JsonParser json, DeserializationContext context) throws IOException {
        return named.apply(json.getText());
      }
    };
  }

  /** Indented, ending in a line break. */
  static String pretty(Object value) {
    return written(true, value) + "\n";
  }

  /** One line without a line break. */
  static String line(Object value) {
    return written(false, value);
  }

  private static String written(boolean indented, Object value) {
    try {
      return indented
          ? MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value)
          : MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new DefectException("no JSON for " + value.getClass(), impossible);
    }
  }

  /**
   * @throws FileException if the file is missing, unreadable or damaged
   */
  static <T> T read(Path file, TypeReference<T> type) {
    return parse(text(file), file, type);
  }

  static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException wrong) {
      throw Trouble.reading("reader study", file, "a readable file", wrong);
    }
  }

  static <T> T parse(String text, Path file, TypeReference<T> type) {
    try {
      return MAPPER.readValue(text, type);
    } catch (JsonProcessingException damaged) {
      throw new FileException(
          "reader study", file, damaged.getOriginalMessage(), "a file of a reader study", damaged);
    }
  }
}
