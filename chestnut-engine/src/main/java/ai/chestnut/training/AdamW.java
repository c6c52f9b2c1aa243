package ai.chestnut.training;

import static java.util.Objects.requireNonNull;

import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.WeightFile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Adam with decoupled weight decay: Loshchilov and Hutter 2019, Algorithm 2; moments and bias
 * correction after Kingma and Ba 2015, Algorithm 1. Written out because its moments must be stored
 * exactly for a resume, in our own weight format.
 */
public final class AdamW implements AutoCloseable {

  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.99;
  private static final double EPSILON = 1e-8;

  private final Parameters parameters;
  private final double weightDecay;
  private final Map<String, Tensor> first = new LinkedHashMap<>();
  private final Map<String, Tensor> second = new LinkedHashMap<>();

  public AdamW(Parameters parameters, double weightDecay) {
    this.parameters = parameters;
    this.weightDecay = weightDecay;
    parameters
        .byName()
        .forEach(
            (name, tensor) -> {
              first.put(
                  name, Scope.computing(() -> Scope.owned(torch.zeros_like(tensor.detach()))));
              second.put(
                  name, Scope.computing(() -> Scope.owned(torch.zeros_like(tensor.detach()))));
            });
  }

  /**
   * Norm of all gradients together; scales them down to the limit where it is larger. Pascanu et
   * al. 2013, Algorithm 1.
   */
  public double clip(double limit) {
    double square = 0;
    for (Tensor parameter : parameters.byName().values()) {
      Tensor gradient = parameter.grad();
      if (gradient.defined()) {
        double norm = gradient.norm().item_double();
        square += norm * norm;
      }
    }
    double norm = Math.sqrt(square);
    if (norm > limit) {
      Scalar factor = new Scalar(limit / norm);
      parameters.byName().values().stream()
          .map(Tensor::grad)
          .filter(Tensor::defined)
          .forEach(g -> g.mul_(factor));
    }
    return norm;
  }

  /**
   * One update from the gradients at hand, which are cleared.
   *
   * @param step 1-based
   */
  public void step(long step, double rate) {
    double correction1 = 1 - Math.pow(BETA_1, step);
    double correction2 = Math.sqrt(1 - Math.pow(BETA_2, step));
    Gradients.off(
        () -> {
          parameters
              .byName()
              .forEach(
                  (name, parameter) ->
                      Scope.running(() -> update(name, parameter, rate, correction1, correction2)));
          return step;
        });
  }

  private void update(
      String name, Tensor parameter, double rate, double correction1, double correction2) {
    Tensor gradient = parameter.grad();
    if (!gradient.defined()) {
      return;
    }
    Tensor m = requireNonNull(first.get(name));
    Tensor v = requireNonNull(second.get(name));
    m.lerp_(gradient, new Scalar(1 - BETA_1));
    v.mul_(new Scalar(BETA_2)).addcmul_(gradient, gradient, new Scalar(1 - BETA_2));
    if (parameter.dim() > 1) {
      parameter.mul_(new Scalar(1 - rate * weightDecay)); // biases and norms are left to themselves
    }
    Tensor scale = v.sqrt().div_(new Scalar(correction2)).add_(new Scalar(EPSILON));
    parameter.addcdiv_(m, scale, new Scalar(-rate / correction1));
    gradient.zero_();
  }

  /** The moments, under {@code first.} and {@code second.}, for a checkpoint. */
  Map<String, WeightFile.Entry> entries() {
    Map<String, WeightFile.Entry> entries = new LinkedHashMap<>();
    Stored.put(entries, "first.", first);
    Stored.put(entries, "second.", second);
    return entries;
  }

  void load(Map<String, WeightFile.Entry> entries) {
    Stored.restore(entries, "first.", first);
    Stored.restore(entries, "second.", second);
  }

  @Override
  public void close() {
    first.values().forEach(Tensor::close);
    second.values().forEach(Tensor::close);
  }
}
