package ai.chestnut.training;

import ai.chestnut.failure.DefectException;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/** Named tensors to and from the entries of a checkpoint. */
final class Stored {

  private Stored() {}

  static void put(
      Map<String, WeightFile.Entry> entries, String prefix, Map<String, Tensor> tensors) {
    tensors.forEach(
        (name, tensor) ->
            entries.put(
                prefix + name, new WeightFile.Entry(tensor.shape(), Tensors.floats(tensor))));
  }

  static void restore(
      Map<String, WeightFile.Entry> entries, String prefix, Map<String, Tensor> tensors) {
    Gradients.off(
        () -> {
          tensors.forEach(
              (name, tensor) -> Scope.running(() -> copy(entries, prefix + name, tensor)));
          return tensors.size();
        });
  }

  private static void copy(Map<String, WeightFile.Entry> entries, String name, Tensor tensor) {
    WeightFile.Entry entry = entries.get(name);
    if (entry == null) {
      throw new DefectException(
          "checkpoint: got no entry '" + name + "', expected the state of every parameter");
    }
    Tensor values = Tensors.of(entry.values(), Device.CPU, entry.shape());
    tensor.copy_(values);
  }
}
