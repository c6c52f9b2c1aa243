package ai.chestnut.diffusion;

import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * DPM-Solver++ (2M): second order from one evaluation a step, by the estimate of the step before.
 * Lu et al. 2022 (DPM-Solver++), Algorithm 2, with lambda = -ln sigma.
 */
public record DpmSolver2M() implements Solver {

  @Override
  public Tensor step(
      Denoiser denoiser, Tensor x, double sigma, double next, Trajectory trajectory) {
    Tensor denoised = denoiser.denoise(x, sigma);
    Tensor blend =
        next == 0
            ? denoised // lambda is infinite there: first order, as the paper ends
            : trajectory
                .last()
                .map(last -> extrapolated(denoised, last, sigma, next))
                .orElse(denoised);
    double kept = next / sigma; // exp(-h)
    Tensor ahead = Tensors.combined(x, kept, blend, 1 - kept);
    trajectory.remember(denoised, sigma);
    return ahead;
  }

  private static Tensor extrapolated(
      Tensor denoised, Trajectory.Estimate last, double sigma, double next) {
    double r = Math.log(last.sigma() / sigma) / Math.log(sigma / next); // h_before / h
    return Tensors.combined(denoised, 1 + 1 / (2 * r), last.denoised(), -1 / (2 * r));
  }

  @Override
  public String word() {
    return "dpm++2m";
  }
}
