package ai.chestnut.models.compvis;

import ai.chestnut.failure.DefectException;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * A network's arrays under the names of its checkpoint, and the few layers that such networks are
 * made of, each found by its name. Owns the arrays.
 */
final class NamedTensors implements AutoCloseable {

  /** Groups of every norm in these networks. */
  private static final int GROUPS = 32;

  private final Map<String, Tensor> tensors;
  private final String prefix;

  private NamedTensors(Map<String, Tensor> tensors, String prefix) {
    this.tensors = tensors;
    this.prefix = prefix;
  }

  static NamedTensors of(Map<String, WeightFile.Entry> entries, Device device) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    entries.forEach(
        (name, entry) ->
            tensors.put(
                name,
                Scope.computing(
                    () -> Scope.owned(Tensors.of(entry.values(), device, entry.shape())))));
    return new NamedTensors(tensors, "");
  }

  /** The arrays whose names go on after this one and a dot; borrowed. */
  NamedTensors at(String name) {
    return new NamedTensors(tensors, prefix + name + ".");
  }

  NamedTensors at(String name, int number) {
    return at(name + "." + number);
  }

  boolean has(String name) {
    return tensors.containsKey(prefix + name);
  }

  /** How many numbered places there are, from 0 on without a gap, that begin with the name. */
  int count(String name) {
    int count = 0;
    while (hasBelow(prefix + name + "." + count + ".")) {
      count++;
    }
    return count;
  }

  private boolean hasBelow(String start) {
    return tensors.keySet().stream().anyMatch(key -> key.startsWith(start));
  }

  Tensor get(String name) {
    Tensor tensor = tensors.get(prefix + name);
    if (tensor == null) {
      throw new DefectException("weights: got no array '" + prefix + name + "', expected one");
    }
    return tensor;
  }

  private TensorOptional bias() {
    return has("bias") ? new TensorOptional(get("bias")) : new TensorOptional();
  }

  /** Convolution of the weight and bias here. */
  Tensor convolved(Tensor x, int stride, int padding) {
    long[] strides = {stride, stride};
    long[] paddings = {padding, padding};
    return torch.conv2d(x, get("weight"), bias(), strides, paddings, new long[] {1, 1}, 1);
  }

  /** "Same" convolution of the weight and bias here. */
  Tensor convolved(Tensor x) {
    return convolved(x, 1, Math.toIntExact(get("weight").size(2) / 2));
  }

  /** Affine map of the last dimension by the weight and, where there is one, bias here. */
  Tensor mapped(Tensor x) {
    return torch.linear(x, get("weight"), bias());
  }

  /** Norm over 32 groups of channels by the weight and bias here. */
  Tensor groupNormed(Tensor x, double epsilon) {
    return torch.group_norm(
        x,
        GROUPS,
        new TensorOptional(get("weight")),
        new TensorOptional(get("bias")),
        epsilon,
        false);
  }

  /** Norm over the last dimension by the weight and bias here. */
  Tensor layerNormed(Tensor x) {
    long width = x.size(x.dim() - 1);
    return torch.layer_norm(
        x,
        new long[] {width},
        new TensorOptional(get("weight")),
        new TensorOptional(get("bias")),
        1e-5,
        false);
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }
}
