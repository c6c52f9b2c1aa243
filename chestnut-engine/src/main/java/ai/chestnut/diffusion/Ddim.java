package ai.chestnut.diffusion;

import ai.chestnut.failure.RequestException;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Tensor;

/**
 * The implicit sampler, Song et al. 2021, equations 12 and 16, in the scale where x = clean + sigma
 * noise: the noise that is put back has variance eta^2 next^2 (sigma^2 - next^2) / sigma^2, the
 * deterministic part goes down to what is left.
 *
 * @param eta 0 is deterministic and draws nothing, 1 is as random as ancestral sampling
 */
public record Ddim(double eta) implements Solver {

  public Ddim {
    if (!(eta >= 0 && eta <= 1)) {
      throw new RequestException("eta", "", Double.toString(eta), "0 to 1");
    }
  }

  @Override
  public Tensor step(
      Denoiser denoiser, Tensor x, double sigma, double next, Trajectory trajectory) {
    double fresh = eta * next * Math.sqrt(sigma * sigma - next * next) / sigma;
    double kept = Math.sqrt(next * next - fresh * fresh) / sigma;
    Tensor ahead = Tensors.combined(x, kept, denoiser.denoise(x, sigma), 1 - kept);
    return fresh == 0 ? ahead : Tensors.combined(ahead, 1, trajectory.noise(), fresh);
  }

  @Override
  public String word() {
    return "ddim";
  }
}
