package ai.chestnut.training;

import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
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

  private final FlatParameters parameters;
  private final double gamma;
  private final Tensor average;

  /**
   * @param width relative width of the profile, in (0, 0.28); 0.10 suits long trainings
   */
  Ema(FlatParameters parameters, double width) {
    this.parameters = parameters;
    this.gamma = gamma(width);
    this.average = Scope.computing(() -> Scope.owned(parameters.values().detach().clone()));
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
          Scope.running(() -> average.lerp_(parameters.values(), new Scalar(1 - keep)));
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
          Scope.running(
              () -> {
                Tensor held = parameters.values().clone();
                parameters.values().copy_(average);
                average.copy_(held);
              });
          return gamma;
        });
  }

  /** The averaged values as they are stored in shipped weights. */
  Map<String, WeightFile.Entry> entries() {
    Map<String, WeightFile.Entry> entries = new LinkedHashMap<>();
    Scope.running(() -> Stored.put(entries, "", parameters.windows(average)));
    return entries;
  }

  void load(Map<String, WeightFile.Entry> entries) {
    Scope.running(() -> Stored.restore(entries, "average.", parameters.windows(average)));
  }

  @Override
  public void close() {
    average.close();
  }
}
