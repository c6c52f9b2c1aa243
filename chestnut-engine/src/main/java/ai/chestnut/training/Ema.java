package ai.chestnut.training;

import static java.util.Objects.requireNonNull;

import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.tensor.WeightFile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Running average of the parameters with a power-function profile: its memory is a fixed share of
 * the training so far, so that no decay must be tuned to the length. Karras et al. 2024 (EDM2),
 * equation 4 and Algorithm 2.
 */
public final class Ema implements AutoCloseable {

  private final Parameters parameters;
  private final double gamma;
  private final Map<String, Tensor> average = new LinkedHashMap<>();

  /**
   * @param width relative width of the profile, in (0, 0.28); 0.10 suits long trainings
   */
  public Ema(Parameters parameters, double width) {
    this.parameters = parameters;
    this.gamma = gamma(width);
    parameters
        .byName()
        .forEach(
            (name, tensor) ->
                average.put(name, Scope.computing(() -> Scope.owned(tensor.detach().clone()))));
  }

  /**
   * Exponent of the profile whose standard deviation is the given share of the training: width^2 =
   * (gamma + 1) / ((gamma + 2)^2 (gamma + 3)), solved by bisection. EDM2, equation 126.
   */
  public static double gamma(double width) {
    double low = 0;
    double high = 1e6;
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      double square = (middle + 1) / ((middle + 2) * (middle + 2) * (middle + 3));
      if (square > width * width) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Takes in the parameters after the given step, 1-based. */
  void update(long step) {
    double keep = Math.pow(1 - 1.0 / step, gamma + 1);
    Gradients.off(
        () -> {
          parameters
              .byName()
              .forEach(
                  (name, tensor) ->
                      Scope.running(
                          () ->
                              requireNonNull(average.get(name))
                                  .lerp_(tensor, new Scalar(1 - keep))));
          return step;
        });
  }

  /** Runs the work with the average in place of the parameters, then puts these back. */
  <T> T whileApplied(java.util.function.Supplier<T> work) {
    swap();
    try {
      return Gradients.off(work);
    } finally {
      swap();
    }
  }

  private void swap() {
    Gradients.off(
        () -> {
          parameters
              .byName()
              .forEach(
                  (name, tensor) ->
                      Scope.running(
                          () -> {
                            Tensor mean = requireNonNull(average.get(name));
                            Tensor held = tensor.detach().clone();
                            tensor.copy_(mean);
                            mean.copy_(held);
                          }));
          return average.size();
        });
  }

  /** The averaged values as they are stored in shipped weights. */
  Map<String, WeightFile.Entry> entries() {
    Map<String, WeightFile.Entry> entries = new LinkedHashMap<>();
    average.forEach(
        (name, tensor) ->
            entries.put(name, new WeightFile.Entry(tensor.shape(), Tensors.floats(tensor))));
    return entries;
  }

  Map<String, Tensor> average() {
    return average;
  }

  @Override
  public void close() {
    average.values().forEach(Tensor::close);
  }
}
