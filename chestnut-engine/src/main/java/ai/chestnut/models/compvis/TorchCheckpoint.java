package ai.chestnut.models.compvis;

import ai.chestnut.failure.FileException;
import ai.chestnut.tensor.WeightFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * A PyTorch checkpoint since 1.6: a zip with a pickle that names arrays and one file for each block
 * of numbers. The arrays are those of its {@code state_dict}, or of itself.
 */
final class TorchCheckpoint implements Checkpoint {

  private static final String EXPECTED = "a PyTorch zip checkpoint";
  private static final String PICKLE = "data.pkl";

  private final Path file;
  private final ZipFile zip;
  private final String folder;
  private final Map<String, Pickle.StoredTensor> tensors;

  private TorchCheckpoint(
      Path file, ZipFile zip, String folder, Map<String, Pickle.StoredTensor> tensors) {
    this.file = file;
    this.zip = zip;
    this.folder = folder;
    this.tensors = tensors;
  }

  static TorchCheckpoint open(Path file) throws IOException {
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (ZipException wrong) {
      throw new FileException(
          "checkpoint", file, String.valueOf(wrong.getMessage()), EXPECTED, wrong);
    }
    boolean opened = false;
    try {
      String pickle =
          zip.stream()
              .map(ZipEntry::getName)
              .filter(name -> name.equals(PICKLE) || name.endsWith("/" + PICKLE))
              .findFirst()
              .orElseThrow(
                  () -> new FileException("checkpoint", file, "a zip without " + PICKLE, EXPECTED));
      String folder = pickle.substring(0, pickle.length() - PICKLE.length());
      ZipEntry order = zip.getEntry(folder + "byteorder");
      if (order != null
          && new String(bytes(zip, order), java.nio.charset.StandardCharsets.UTF_8)
              .startsWith("big")) {
        throw new FileException("checkpoint", file, "big-endian numbers", "little-endian ones");
      }
      Object root = PickleReader.read(bytes(zip, zip.getEntry(pickle)));
      TorchCheckpoint made = new TorchCheckpoint(file, zip, folder, state(root));
      opened = true;
      return made;
    } catch (PickleReader.Malformed wrong) {
      throw new FileException(
          "checkpoint", file, String.valueOf(wrong.getMessage()), EXPECTED, wrong);
    } finally {
      if (!opened) {
        zip.close();
      }
    }
  }

  private static Map<String, Pickle.StoredTensor> state(Object root) {
    if (root instanceof Map<?, ?> map && map.get("state_dict") instanceof Map<?, ?> state) {
      return new LinkedHashMap<>(Pickle.tensors(state));
    }
    return new LinkedHashMap<>(Pickle.tensors(root));
  }

  private static byte[] bytes(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public WeightFile.Entry entry(String name) {
    Pickle.StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new FileException("checkpoint", file, "no array '" + name + "'", "one");
    }
    ZipEntry stored = zip.getEntry(folder + "data/" + tensor.storage().key());
    if (stored == null) {
      throw new FileException(
          "checkpoint",
          file,
          "no block " + tensor.storage().key() + " for '" + name + "'",
          EXPECTED);
    }
    try {
      ByteBuffer block = ByteBuffer.wrap(bytes(zip, stored)).order(ByteOrder.LITTLE_ENDIAN);
      return new WeightFile.Entry(tensor.shape(), values(tensor, block));
    } catch (IOException | IndexOutOfBoundsException | ArithmeticException wrong) {
      throw new FileException(
          "checkpoint", file, "array '" + name + "' beyond its block", "one within it", wrong);
    }
  }

  /** Row-major values of a view of any strides. */
  private static float[] values(Pickle.StoredTensor tensor, ByteBuffer block) {
    long[] shape = tensor.shape();
    long count = 1;
    for (long size : shape) {
      count = Math.multiplyExact(count, size);
    }
    NumberFormat format = tensor.storage().format();
    float[] values = new float[Math.toIntExact(count)];
    for (int i = 0; i < values.length; i++) {
      long rest = i;
      long at = tensor.offset();
      for (int d = shape.length - 1; d >= 0; d--) {
        at += rest % shape[d] * tensor.strides()[d];
        rest /= shape[d];
      }
      values[i] = format.read(block, Math.toIntExact(at * format.width()));
    }
    return values;
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException wrong) {
      throw new FileException(
          "checkpoint", file, String.valueOf(wrong.getMessage()), "a readable file", wrong);
    }
  }
}
