package ai.chestnut.evaluation;

import ai.chestnut.failure.DefectException;
import ai.chestnut.failure.FileException;
import ai.chestnut.storage.AtomicFile;
import ai.chestnut.storage.Sha256;
import ai.chestnut.storage.Trouble;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A {@link Naturalness} model as a file: JSON with {@code format} ({@value #FORMAT}), {@code
 * source}, {@code films}, {@code blocks}, {@code mean} (36 numbers), {@code covariance} (the upper
 * triangle row by row, 666 numbers) and {@code sha256} of these 702 numbers as big-endian IEEE
 * doubles.
 */
public final class NaturalnessFile {

  /** Stands at the head of the file. */
  public static final String FORMAT = "chestnut-naturalness/1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SHIPPED = "naturalness-films.json";

  private NaturalnessFile() {}

  /** Writes the model, whole or not at all. */
  public static void write(Naturalness model, Path file) {
    ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT).put("source", model.source());
    root.put("films", model.films()).put("blocks", model.blocks());
    ArrayNode mean = root.putArray("mean");
    ArrayNode covariance = root.putArray("covariance");
    int d = NaturalnessBlocks.FEATURES;
    for (int i = 0; i < d; i++) {
      mean.add(model.mean()[i]);
      for (int j = i; j < d; j++) {
        covariance.add(model.covariance()[i][j]);
      }
    }
    root.put("sha256", checksum(mean, covariance));
    try {
      AtomicFile.write(file, JSON.writeValueAsString(root).replace(",\"", ",\n\"") + "\n");
    } catch (JsonProcessingException impossible) {
      throw new DefectException("a naturalness model is always JSON", impossible);
    }
  }

  /**
   * Reads a model.
   *
   * @throws FileException if it is not one or is damaged
   */
  public static Naturalness read(Path file) {
    try {
      return parsed(Files.readString(file), file);
    } catch (IOException wrong) {
      throw Trouble.reading("naturalness model", file, "a readable file", wrong);
    }
  }

  static Naturalness shipped() {
    try (InputStream in = NaturalnessFile.class.getResourceAsStream(SHIPPED)) {
      byte[] bytes = Objects.requireNonNull(in, SHIPPED).readAllBytes();
      return parsed(new String(bytes, StandardCharsets.UTF_8), Path.of(SHIPPED));
    } catch (IOException wrong) {
      throw new DefectException("the shipped naturalness model cannot be read", wrong);
    }
  }

  private static Naturalness parsed(String text, Path file) {
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException wrong) {
      throw damaged(file, "text that is no JSON");
    }
    if (!root.path("format").asText().equals(FORMAT)) {
      throw damaged(file, "format '" + root.path("format").asText() + "'");
    }
    int d = NaturalnessBlocks.FEATURES;
    JsonNode means = root.path("mean");
    JsonNode upper = root.path("covariance");
    if (means.size() != d || upper.size() != d * (d + 1) / 2) {
      throw damaged(file, means.size() + " means and " + upper.size() + " covariances");
    }
    if (!checksum(means, upper).equals(root.path("sha256").asText())) {
      throw damaged(file, "another checksum");
    }
    double[] mean = new double[d];
    double[][] covariance = new double[d][d];
    int at = 0;
    for (int i = 0; i < d; i++) {
      mean[i] = means.get(i).asDouble();
      for (int j = i; j < d; j++) {
        covariance[i][j] = upper.get(at++).asDouble();
        covariance[j][i] = covariance[i][j];
      }
    }
    return new Naturalness(
        root.path("source").asText(),
        root.path("films").asInt(),
        root.path("blocks").asInt(),
        mean,
        covariance);
  }

  private static String checksum(JsonNode mean, JsonNode covariance) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * (mean.size() + covariance.size()));
    mean.forEach(number -> bytes.putDouble(number.asDouble()));
    covariance.forEach(number -> bytes.putDouble(number.asDouble()));
    return Sha256.of(bytes.array());
  }

  private static FileException damaged(Path file, String got) {
    return new FileException("naturalness model", file, got, "a whole file of format " + FORMAT);
  }
}
