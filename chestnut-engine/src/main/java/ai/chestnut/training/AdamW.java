package ai.chestnut.training;

import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.WeightFile;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * Adam with decoupled weight decay: Loshchilov and Hutter 2019, Algorithm 2; moments and bias
 * correction after Kingma and Ba 2015, Algorithm 1. Written out because its moments must be stored
 * exactly for a resume, in our own weight format.
 */
public final class AdamW implements AutoCloseable {

  private static final double BETA_2 = 0.99;
  private static final double EPSILON = 1e-8;

  private final FlatParameters parameters;
  private final double weightDecay;
  private final double beta1;
  private final Tensor first;
  private final Tensor second;

  /**
   * @param parameters owned from here on
   * @param beta1 share of the first moment that a step keeps; 0 for critics
   */
  AdamW(FlatParameters parameters, double weightDecay, double beta1) {
    this.parameters = parameters;
    this.weightDecay = weightDecay;
    this.beta1 = beta1;
    this.first = parameters.blank();
    this.second = parameters.blank();
  }

  /** For parameters that nothing else averages or stores; with the usual first moment. */
  public static AdamW over(Parameters parameters, double weightDecay) {
    return new AdamW(new FlatParameters(parameters), weightDecay, 0.9);
  }

  /**
   * Norm of all gradients together; scales them down to the limit where it is larger. Pascanu et
   * al. 2013, Algorithm 1.
   */
  public double clip(double limit) {
    return Scope.computing(
        () -> {
          double norm = parameters.gradients().norm().item_double();
          if (norm > limit) {
            parameters.gradients().mul_(new Scalar(limit / norm));
          }
          return norm;
        });
  }

  /** Forgets the gradients at hand. */
  public void clear() {
    Scope.running(() -> parameters.gradients().zero_());
  }

  /**
   * One update from the gradients at hand, which are cleared.
   *
   * @param step 1-based
   */
  public void step(long step, double rate) {
    double correction1 = 1 - Math.pow(beta1, step);
    double correction2 = Math.sqrt(1 - Math.pow(BETA_2, step));
    Gradients.off(
        () -> {
          Scope.running(() -> update(rate, correction1, correction2));
          return step;
        });
  }

  private void update(double rate, double correction1, double correction2) {
    Tensor gradient = parameters.gradients();
    first.lerp_(gradient, new Scalar(1 - beta1));
    second.mul_(new Scalar(BETA_2)).addcmul_(gradient, gradient, new Scalar(1 - BETA_2));
    if (weightDecay > 0) {
      parameters // biases and norms are left to themselves
          .values()
          .narrow(0, 0, parameters.decayed())
          .mul_(new Scalar(1 - rate * weightDecay));
    }
    Tensor scale = second.sqrt().div_(new Scalar(correction2)).add_(new Scalar(EPSILON));
    parameters.values().addcdiv_(first, scale, new Scalar(-rate / correction1));
    gradient.zero_();
  }

  /** The moments, under {@code first.} and {@code second.}, for a checkpoint. */
  Map<String, WeightFile.Entry> entries() {
    Map<String, WeightFile.Entry> entries = new LinkedHashMap<>();
    Scope.running(
        () -> {
          Stored.put(entries, "first.", parameters.windows(first));
          Stored.put(entries, "second.", parameters.windows(second));
        });
    return entries;
  }

  void load(Map<String, WeightFile.Entry> entries) {
    Scope.running(
        () -> {
          Stored.restore(entries, "first.", parameters.windows(first));
          Stored.restore(entries, "second.", parameters.windows(second));
        });
  }

  @Override
  public void close() {
    parameters.close();
    first.close();
    second.close();
  }
}
