package ai.chestnut.diffusion;

import org.bytedeco.pytorch.Tensor;

/** An estimate of the clean latents: the only thing that a solver knows of a model. */
@FunctionalInterface
public interface Denoiser {

  /**
   * @param x noisy latents [n, c, h, w] = clean + sigma * normal noise; borrowed
   * @param sigma noise level, above 0
   * @return expected clean latents, same shape
   */
  Tensor denoise(Tensor x, double sigma);
}
