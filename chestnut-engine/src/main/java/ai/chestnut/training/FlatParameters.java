package ai.chestnut.training;

import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The parameters of a model moved into one block of memory, their gradients into another: an update
 * is then a handful of kernels however many layers there are. The layers notice nothing, for each
 * parameter stays the tensor it was, now a window of the block. Matrices and kernels lie first, so
 * that decay, which spares biases and norms, is one kernel too.
 */
final class FlatParameters implements AutoCloseable {

  private static final long ALIGNMENT = 64; // numbers, so that every window starts a cache line

  private final Parameters parameters;
  private final Map<String, Long> offsets = new LinkedHashMap<>();
  private final long decayed;
  private final Tensor values;
  private final Tensor gradients;

  FlatParameters(Parameters parameters) {
    this.parameters = parameters;
    List<Map.Entry<String, Tensor>> order = new ArrayList<>(parameters.byName().entrySet());
    order.sort(Comparator.comparing(entry -> entry.getValue().dim() > 1 ? 0 : 1)); // stable
    long at = 0;
    long matrices = 0;
    for (Map.Entry<String, Tensor> entry : order) {
      offsets.put(entry.getKey(), at);
      at += (entry.getValue().numel() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
      if (entry.getValue().dim() > 1) {
        matrices = at;
      }
    }
    this.decayed = matrices;
    this.values = blank(at);
    this.gradients = blank(at);
    Gradients.off(
        () -> {
          parameters.byName().forEach((name, tensor) -> Scope.running(() -> move(name, tensor)));
          return offsets.size();
        });
  }

  private void move(String name, Tensor parameter) {
    Tensor window = window(values, name);
    window.copy_(parameter);
    parameter.__dispatch_set_data(window);
    parameter.mutable_grad().put(window(gradients, name));
  }

  /** All parameters, [size]. */
  Tensor values() {
    return values;
  }

  /** All gradients, [size]. */
  Tensor gradients() {
    return gradients;
  }

  /** How many of the first numbers belong to matrices and kernels. */
  long decayed() {
    return decayed;
  }

  /** A block of zeros of this size, owned by the caller. */
  Tensor blank() {
    return blank(values.numel());
  }

  private Tensor blank(long size) {
    return Scope.computing(
        () -> Scope.owned(parameters.device().place(torch.zeros(new long[] {Math.max(1, size)}))));
  }

  /** The parameter's window of a block laid out like this. */
  Tensor window(Tensor block, String name) {
    Tensor parameter = java.util.Objects.requireNonNull(parameters.byName().get(name));
    long offset = java.util.Objects.requireNonNull(offsets.get(name));
    return block.narrow(0, offset, parameter.numel()).view(parameter.shape());
  }

  /** Every parameter's window of a block laid out like this; in a scope of the caller's. */
  Map<String, Tensor> windows(Tensor block) {
    Map<String, Tensor> windows = new LinkedHashMap<>();
    parameters.byName().keySet().forEach(name -> windows.put(name, window(block, name)));
    return windows;
  }

  @Override
  public void close() {
    values.close(); // the parameters hold the memory on
    gradients.close();
  }
}
