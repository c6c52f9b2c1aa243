package ai.chestnut.models.compvis;

import ai.chestnut.failure.FileException;
import ai.chestnut.tensor.WeightFile;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A safetensors file of anybody's, see https://huggingface.co/docs/safetensors. */
final class SafetensorsCheckpoint implements Checkpoint {

  private static final long HEADER_LIMIT = 100_000_000;
  private static final String EXPECTED = "a safetensors file";

  private final Path file;
  private final FileChannel channel;
  private final long dataStart;
  private final Map<String, JsonNode> entries = new LinkedHashMap<>();

  private SafetensorsCheckpoint(Path file, FileChannel channel, JsonNode header, long dataStart) {
    this.file = file;
    this.channel = channel;
    this.dataStart = dataStart;
    header.properties().forEach(each -> entries.put(each.getKey(), each.getValue()));
    entries.remove("__metadata__");
  }

  static SafetensorsCheckpoint open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file);
    boolean opened = false;
    try {
      long length = channel.size() < 8 ? 0 : bytes(channel, 0, 8).getLong(0);
      if (length < 2 || length > HEADER_LIMIT || 8 + length > channel.size()) {
        throw new FileException(
            "checkpoint", file, "a file of " + channel.size() + " bytes without header", EXPECTED);
      }
      byte[] header = bytes(channel, 8, (int) length).array();
      JsonNode parsed = new JsonMapper().readTree(new String(header, StandardCharsets.UTF_8));
      SafetensorsCheckpoint made = new SafetensorsCheckpoint(file, channel, parsed, 8 + length);
      opened = true;
      return made;
    } catch (JsonProcessingException wrong) {
      throw new FileException("checkpoint", file, "a header that is no JSON", EXPECTED, wrong);
    } finally {
      if (!opened) {
        channel.close();
      }
    }
  }

  @Override
  public Set<String> names() {
    return entries.keySet();
  }

  @Override
  public WeightFile.Entry entry(String name) {
    JsonNode node = entries.get(name);
    if (node == null) {
      throw new FileException("checkpoint", file, "no array '" + name + "'", "one");
    }
    NumberFormat format =
        NumberFormat.ofSafetensors(node.path("dtype").asText())
            .orElseThrow(() -> damaged(name, node));
    long[] shape = new long[node.path("shape").size()];
    long count = 1;
    for (int i = 0; i < shape.length; i++) {
      shape[i] = node.path("shape").get(i).asLong(-1);
      count *= shape[i];
    }
    long from = node.path("data_offsets").path(0).asLong(-1);
    long to = node.path("data_offsets").path(1).asLong(-1);
    if (from < 0 || count < 0 || to - from != count * format.width()) {
      throw damaged(name, node);
    }
    try {
      ByteBuffer bytes = bytes(channel, dataStart + from, Math.toIntExact(to - from));
      float[] values = new float[Math.toIntExact(count)];
      for (int i = 0; i < values.length; i++) {
        values[i] = format.read(bytes, i * format.width());
      }
      return new WeightFile.Entry(shape, values);
    } catch (IOException | ArithmeticException wrong) {
      throw new FileException(
          "checkpoint", file, "array '" + name + "': " + wrong.getMessage(), EXPECTED, wrong);
    }
  }

  private FileException damaged(String name, JsonNode node) {
    return new FileException("checkpoint", file, "array '" + name + "' as " + node, EXPECTED);
  }

  private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, from + buffer.position()) < 0) {
        throw new IOException("the file ends within its data");
      }
    }
    return buffer;
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException wrong) {
      throw new FileException(
          "checkpoint", file, String.valueOf(wrong.getMessage()), "a readable file", wrong);
    }
  }
}
