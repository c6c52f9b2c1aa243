package ai.chestnut.diffusion;

import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * Euler's first-order step along dx/dsigma = (x - D) / sigma. Karras et al. 2022, equation 4 and
 * Algorithm 1, line 7.
 */
public record Euler() implements Solver {

  @Override
  public Tensor step(
      Denoiser denoiser, Tensor x, double sigma, double next, Trajectory trajectory) {
    double kept = next / sigma; // x + (next - sigma) (x - D) / sigma, gathered by x and D
    return Tensors.combined(x, kept, denoiser.denoise(x, sigma), 1 - kept);
  }

  @Override
  public String word() {
    return "euler";
  }
}
