package ai.chestnut.diffusion;

import ai.chestnut.tensor.Scope;
import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.pytorch.Tensor;

/**
 * What one sampling carries from step to step beside the latents: where fresh noise comes from, and
 * the last estimate for solvers of several steps. Owns that estimate.
 */
public final class Trajectory implements AutoCloseable {

  /** The clean estimate at a level already passed. */
  public record Estimate(Tensor denoised, double sigma) {}

  private final Supplier<Tensor> noise;
  private Optional<Estimate> last = Optional.empty();

  /**
   * @param noise standard normal latents, fresh at every call
   */
  public Trajectory(Supplier<Tensor> noise) {
    this.noise = noise;
  }

  /** Fresh standard normal latents. */
  public Tensor noise() {
    return noise.get();
  }

  /** The estimate of the step before, where there was one. */
  public Optional<Estimate> last() {
    return last;
  }

  /** Keeps an estimate for the next step and frees the one before. */
  public void remember(Tensor denoised, double sigma) {
    Optional<Estimate> before = last;
    last = Optional.of(new Estimate(Scope.owned(denoised), sigma));
    before.ifPresent(estimate -> estimate.denoised().close());
  }

  @Override
  public void close() {
    last.ifPresent(estimate -> estimate.denoised().close());
    last = Optional.empty();
  }
}
