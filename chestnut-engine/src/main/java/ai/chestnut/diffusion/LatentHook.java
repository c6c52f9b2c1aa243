package ai.chestnut.diffusion;

import org.bytedeco.pytorch.Tensor;

/**
 * A hand on the latents before the first step and after every one: blending in an anatomy,
 * replacing a region, watching.
 */
@FunctionalInterface
public interface LatentHook {

  /** Leaves the latents as they are. */
  LatentHook NONE = (step, sigma, x) -> x;

  /**
   * @param step 0-based number of the step just taken; -1 before the first
   * @param sigma level that the latents are at now
   * @param x latents [n, c, h, w]; borrowed
   * @return the latents to go on with, same shape
   */
  Tensor after(int step, double sigma, Tensor x);
}
