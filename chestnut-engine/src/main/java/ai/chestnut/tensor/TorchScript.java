package ai.chestnut.tensor;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.storage.Sha256;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.pytorch.DeviceOptional;
import org.bytedeco.pytorch.GenericDict;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.JitModule;
import org.bytedeco.pytorch.StringIValueMap;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TupleElements;
import org.bytedeco.pytorch.global.torch;

/**
 * A network that another program exported: a TorchScript file, in evaluation mode. Owns its native
 * memory.
 *
 * <p>A pass runs without the JIT's profiling optimiser, which rewrites the program during the first
 * passes: so the first pass gives the same bits as the hundredth.
 *
 * <p>A TorchScript file is a program: it can read and write files. Open none from strangers.
 */
public final class TorchScript implements AutoCloseable {

  private final Path file;
  private final String sha256;
  private final JitModule module;

  private TorchScript(Path file, String sha256, JitModule module) {
    this.file = file;
    this.sha256 = sha256;
    this.module = module;
  }

  /**
   * Opens a file.
   *
   * @throws FileException if it is missing, damaged, no TorchScript, or uses operators that this
   *     libtorch does not have
   */
  public static TorchScript read(Path file, Device device) {
    ScriptArchive.require(file);
    Backend.start();
    String sha256 = Sha256.of(file);
    try {
      return new TorchScript(file, sha256, Scope.computing(() -> Scope.owned(load(file, device))));
    } catch (RuntimeException refused) {
      throw new FileException(
          "TorchScript",
          file,
          "'" + reason(refused) + "'",
          "a program that this libtorch can run",
          refused);
    }
  }

  private static JitModule load(Path file, Device device) {
    DeviceOptional place = new DeviceOptional(new org.bytedeco.pytorch.Device(device.type()));
    JitModule module = torch.load(file.toString(), place, true);
    module.eval();
    return module;
  }

  public Path file() {
    return file;
  }

  /** SHA-256 of the file, hexadecimal. */
  public String sha256() {
    return sha256;
  }

  /**
   * One pass, without gradients; its result belongs to the enclosing scope.
   *
   * @param input the one tensor argument
   * @param flags further arguments of {@code forward} by name
   * @param pick which tensor of a tuple, list or table comes back: numbers from 0 and keys, with
   *     dots between levels; empty for a bare tensor
   * @throws RequestException if the program does not take such an input or gives no such output
   */
  public Tensor forward(Tensor input, Map<String, Boolean> flags, String pick) {
    boolean optimised = torch.getGraphExecutorOptimize();
    torch.setGraphExecutorOptimize(false);
    try {
      return Gradients.off(
          () -> Scope.yielding(() -> picked(run(input, flags), pick).to(torch.ScalarType.Float)));
    } finally {
      torch.setGraphExecutorOptimize(optimised);
    }
  }

  private IValue run(Tensor input, Map<String, Boolean> flags) {
    IValueVector arguments = new IValueVector();
    arguments.push_back(new IValue(input));
    StringIValueMap named = new StringIValueMap();
    flags.forEach((name, value) -> named.put(new BytePointer(name), new IValue(value)));
    try {
      return module.forward(arguments, named);
    } catch (RuntimeException refused) {
      if (outOfMemory(refused)) {
        throw refused;
      }
      throw new RequestException(
          "TorchScript",
          file.toString(),
          "'" + reason(refused) + "'",
          "a program that takes float32 "
              + Arrays.toString(input.shape())
              + (flags.isEmpty() ? "" : " and " + flags));
    }
  }

  private Tensor picked(IValue output, String pick) {
    IValue value = output;
    for (String step : pick.isEmpty() ? new String[0] : pick.split("\\.")) {
      value = part(value, step, pick);
    }
    if (!value.isTensor()) {
      throw new RequestException(
          "TorchScript output" + (pick.isEmpty() ? "" : " " + pick),
          file.toString(),
          described(value),
          "a tensor; pick = \"0\" or pick = \"key\" in the side-car says which");
    }
    return value.toTensor();
  }

  private IValue part(IValue value, String step, String pick) {
    if (value.isGenericDict()) {
      GenericDict table = value.toGenericDict();
      IValue key = new IValue(step);
      if (table.contains(key)) {
        return table.at(key);
      }
    }
    boolean number = step.matches("[0-9]{1,6}");
    if (number && value.isTuple()) {
      TupleElements elements = value.toTupleRef().elements();
      if (Integer.parseInt(step) < elements.size()) {
        return elements.at(Integer.parseInt(step));
      }
    }
    if (number && value.isTensorList() && Integer.parseInt(step) < value.toTensorList().size()) {
      return new IValue(value.toTensorVector().get(Integer.parseInt(step)));
    }
    throw new RequestException(
        "TorchScript output", file.toString(), described(value), "one with a part " + pick);
  }

  private static String described(IValue value) {
    if (value.isTuple()) {
      return "a tuple of " + value.toTupleRef().elements().size();
    }
    if (value.isTensorList()) {
      return "a list of " + value.toTensorList().size() + " tensors";
    }
    return value.isTensor() ? "a tensor" : "a " + value.tagKind().getString();
  }

  /** What went wrong without the interpreter's pages about where. */
  private static String reason(RuntimeException thrown) {
    String text = String.valueOf(thrown.getMessage());
    int cause = text.lastIndexOf("RuntimeError: ");
    String told = cause < 0 ? text : text.substring(cause + "RuntimeError: ".length());
    String line = told.strip().lines().findFirst().orElse("no reason").strip();
    return line.replaceAll("[.,:]$", "");
  }

  private static boolean outOfMemory(RuntimeException thrown) {
    String text = String.valueOf(thrown.getMessage()).toLowerCase(Locale.ROOT);
    return text.contains("out of memory") || text.contains("can't allocate memory");
  }

  @Override
  public void close() {
    module.close();
  }
}
