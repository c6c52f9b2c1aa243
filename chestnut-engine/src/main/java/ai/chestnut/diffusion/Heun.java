package ai.chestnut.diffusion;

import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/** Heun's second-order step from one noise level to the next. Karras et al. 2022, Algorithm 1. */
public record Heun() implements Solver {

  @Override
  public Tensor step(
      Denoiser denoiser, Tensor x, double sigma, double next, Trajectory trajectory) {
    Tensor slope = slope(denoiser, x, sigma);
    Tensor ahead = Tensors.combined(x, 1, slope, next - sigma);
    if (next == 0) {
      return ahead; // the network was never trained at noise zero: end on the Euler estimate
    }
    Tensor correction = slope(denoiser, ahead, next);
    return Tensors.combined(x, 1, Tensors.combined(slope, 0.5, correction, 0.5), next - sigma);
  }

  private static Tensor slope(Denoiser denoiser, Tensor x, double sigma) {
    return Tensors.combined(x, 1 / sigma, denoiser.denoise(x, sigma), -1 / sigma);
  }

  @Override
  public String word() {
    return "heun";
  }
}
