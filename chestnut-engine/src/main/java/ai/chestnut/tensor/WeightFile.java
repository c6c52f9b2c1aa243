package ai.chestnut.tensor;

import ai.chestnut.failure.FileException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A safetensors file: 8 bytes little-endian header length, a JSON header (name to dtype, shape and
 * data offsets), the data. The {@code __metadata__} table carries {@code format} ({@value
 * #FORMAT}), {@code config} (the model's full configuration as JSON) and {@code dataSha256} (of the
 * data section), so that one flipped bit is found on opening. Floats are stored as F32 or BF16.
 *
 * <p>Format: https://huggingface.co/docs/safetensors
 */
public final class WeightFile {

  /** Version of the metadata that Chestnut writes and demands. */
  public static final String FORMAT = "chestnut-weights/1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HEADER_LIMIT = 100_000_000;

  /** One stored array: values in float32 whatever the file's dtype. */
  public record Entry(long[] shape, float[] values) {}

  private final Map<String, String> metadata;
  private final Map<String, Entry> entries;
  private final String sha256;

  private WeightFile(Map<String, String> metadata, Map<String, Entry> entries, String sha256) {
    this.metadata = metadata;
    this.entries = entries;
    this.sha256 = sha256;
  }

  /** The free text of the header, by key. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The arrays by name, in file order. */
  public Map<String, Entry> entries() {
    return entries;
  }

  /** SHA-256 of the whole file, hexadecimal. */
  public String sha256() {
    return sha256;
  }

  /**
   * The free text of a file's header alone; the data is neither read nor verified.
   *
   * @throws FileException if there is no such header
   */
  public static Map<String, String> readMetadata(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] length = in.readNBytes(8);
      long header =
          length.length < 8 ? 0 : ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (header < 2 || header > HEADER_LIMIT) {
        throw damaged(file, "a header of " + header + " bytes", "one of at most " + HEADER_LIMIT);
      }
      byte[] bytes = new byte[8 + (int) header];
      int read = in.readNBytes(bytes, 8, (int) header);
      return read < header ? Map.of() : metadata(header(file, bytes, (int) header));
    } catch (IOException unreadable) {
      throw new FileException(
          "weights", file, String.valueOf(unreadable.getMessage()), "a readable file", unreadable);
    }
  }

  private static Map<String, String> metadata(JsonNode header) {
    Map<String, String> metadata = new LinkedHashMap<>();
    header
        .path("__metadata__")
        .properties()
        .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
    return metadata;
  }

  /** Reads and verifies a file that Chestnut wrote. */
  public static WeightFile read(Path file) {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      throw new FileException("weights", file, "nothing there", "a safetensors file", missing);
    } catch (IOException unreadable) {
      throw new FileException(
          "weights", file, String.valueOf(unreadable.getMessage()), "a readable file", unreadable);
    }
    if (bytes.length < 8) {
      throw damaged(file, bytes.length + " bytes", "at least 8");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long headerLength = buffer.getLong(0);
    if (headerLength < 2 || headerLength > HEADER_LIMIT || 8 + headerLength > bytes.length) {
      throw damaged(
          file,
          "a header of " + headerLength + " bytes in a file of " + bytes.length,
          "one that fits");
    }
    int dataStart = 8 + (int) headerLength;
    JsonNode header = header(file, bytes, (int) headerLength);
    Map<String, String> metadata = metadata(header);
    if (!FORMAT.equals(metadata.get("format"))) {
      throw damaged(file, "format " + metadata.get("format"), FORMAT);
    }
    String digest = sha256(bytes, dataStart, bytes.length - dataStart);
    if (!digest.equals(metadata.get("dataSha256"))) {
      throw damaged(
          file, "data with SHA-256 " + digest, String.valueOf(metadata.get("dataSha256")));
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : header.properties()) {
      if (!entry.getKey().equals("__metadata__")) {
        entries.put(
            entry.getKey(), entry(file, entry.getKey(), entry.getValue(), buffer, dataStart));
      }
    }
    return new WeightFile(metadata, entries, sha256(bytes, 0, bytes.length));
  }

  /**
   * Writes atomically: a temporary neighbour first, then a move.
   *
   * @param metadata beside what this class adds itself; usually {@code config}
   * @param precision the stored number format
   */
  public static void write(
      Path file, Map<String, String> metadata, Map<String, Entry> entries, Precision precision) {
    int width = precision == Precision.BFLOAT16 ? 2 : 4;
    ObjectNode header = JSON.createObjectNode();
    ObjectNode free = header.putObject("__metadata__");
    long offset = 0;
    for (Map.Entry<String, Entry> entry : entries.entrySet()) {
      ObjectNode node = header.putObject(entry.getKey());
      node.put("dtype", precision == Precision.BFLOAT16 ? "BF16" : "F32");
      Arrays.stream(entry.getValue().shape()).forEach(node.putArray("shape")::add);
      long end = offset + (long) width * entry.getValue().values().length;
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] data = new byte[Math.toIntExact(offset)];
    ByteBuffer buffer = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
    for (Entry entry : entries.values()) {
      for (float value : entry.values()) {
        if (precision == Precision.BFLOAT16) {
          buffer.putShort(bfloat16(value));
        } else {
          buffer.putFloat(value);
        }
      }
    }
    free.put("format", FORMAT);
    metadata.forEach(free::put);
    free.put("dataSha256", sha256(data, 0, data.length));
    save(file, header.toString().getBytes(StandardCharsets.UTF_8), data);
  }

  /** Rounds to the nearest bfloat16, ties to even. */
  static short bfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) 0x7FC0;
    }
    return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
  }

  private static void save(Path file, byte[] header, byte[] data) {
    int padding = (8 - header.length % 8) % 8; // aligned data, as the format advises
    Path temporary = file.resolveSibling(file.getFileName() + ".part");
    try {
      if (file.toAbsolutePath().getParent() != null) {
        Files.createDirectories(file.toAbsolutePath().getParent());
      }
      try (OutputStream out = Files.newOutputStream(temporary)) {
        out.write(
            ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length + padding)
                .array());
        out.write(header);
        out.write(" ".repeat(padding).getBytes(StandardCharsets.UTF_8));
        out.write(data);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      temporary.toFile().delete();
      throw new FileException(
          "weights", file, String.valueOf(unwritable.getMessage()), "a writable place", unwritable);
    }
  }

  private static JsonNode header(Path file, byte[] bytes, int length) {
    try {
      JsonNode header = JSON.readTree(new String(bytes, 8, length, StandardCharsets.UTF_8));
      if (header.isObject()) {
        return header;
      }
    } catch (JsonProcessingException notJson) {
      throw damaged(file, "a header that is no JSON", "a safetensors header");
    }
    throw damaged(file, "a header that is no JSON object", "a safetensors header");
  }

  private static Entry entry(
      Path file, String name, JsonNode node, ByteBuffer buffer, int dataStart) {
    String dtype = node.path("dtype").asText();
    int width = dtype.equals("BF16") ? 2 : dtype.equals("F32") ? 4 : 0;
    long[] shape = new long[node.path("shape").size()];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = node.path("shape").get(i).asLong();
      count *= shape[i];
    }
    long begin = node.path("data_offsets").path(0).asLong(-1);
    long end = node.path("data_offsets").path(1).asLong(-1);
    if (width == 0
        || begin < 0
        || end - begin != count * width
        || dataStart + end > buffer.capacity()) {
      throw damaged(file, "entry '" + name + "' as " + node, "F32 or BF16 within the file");
    }
    float[] values = new float[(int) count];
    for (int i = 0; i < values.length; i++) {
      int at = dataStart + (int) begin + i * width;
      values[i] =
          width == 2 ? Float.intBitsToFloat(buffer.getShort(at) << 16) : buffer.getFloat(at);
    }
    return new Entry(shape, values);
  }

  private static FileException damaged(Path file, String got, String expected) {
    return new FileException("weights", file, got, expected);
  }

  private static String sha256(byte[] bytes, int from, int length) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(bytes, from, length);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
