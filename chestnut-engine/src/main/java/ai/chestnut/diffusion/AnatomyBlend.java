package ai.chestnut.diffusion;

import ai.chestnut.codec.Latents;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * XReal's anatomy control (arXiv 2403.09240): before each of the early denoisings the latents are
 * mixed with a coarse film noised to the same level, with fresh noise every time. In the scale
 * where x = clean + sigma noise: x <- M (target + sigma noise) + (1 - M) x. Layout is laid down,
 * texture is left to the model. Any number of rows.
 */
public final class AnatomyBlend implements LatentHook {

  private final Latents target;
  private final LatentMask mask;
  private final BlendWeights weights;
  private final BlendCutOff cutOff;
  private final RowNoise noise;
  private final int steps;
  private final VariancePreserving clock = VariancePreserving.xreal();

  /**
   * @param target clean latents of the coarse film [n, c, h, w], normalised as the model's;
   *     borrowed for as long as this is used
   * @param cells how much each cell is tied to it, in [0, 1], for all rows or one film after
   *     another
   * @param forward the noise of the target, one stream per row, and for nothing else
   * @param steps of the sampling, to know its end
   */
  public AnatomyBlend(
      Latents target,
      float[] cells,
      BlendWeights weights,
      BlendCutOff cutOff,
      List<RandomStream> forward,
      int steps) {
    this.target = target;
    this.mask = new LatentMask(cells);
    this.weights = weights;
    this.cutOff = cutOff;
    this.noise = new RowNoise(forward);
    this.steps = steps;
  }

  @Override
  public Tensor after(int step, double sigma, Tensor x) {
    boolean early = cutOff.holds(step + 1, sigma);
    if (step == steps - 1 || !early && !weights.tail()) {
      return x; // nothing follows that could make a film of the mixture, or it is to run free
    }
    return mixed(sigma, x, early && weights.tail());
  }

  private Tensor mixed(double sigma, Tensor x, boolean full) {
    double share = full ? 1 : share(sigma);
    double a = full ? 1 : weights.target(share);
    Tensor m = mask.like(x).to(x.scalar_type()); // [1 or n, 1, h, w]
    Tensor noised = Tensors.combined(target.tensor(), 1, noise.like(x).to(x.scalar_type()), sigma);
    Tensor tied = Tensors.scaled(m, a);
    Tensor rest =
        weights.convex()
            ? Tensors.scaled(tied, -1).add(new Scalar(1))
            : Tensors.scaled(m, -1)
                .add(new Scalar(1))
                .mul(new Scalar(full ? 1 : weights.latents(share)));
    return noised.mul(tied).add(x.mul(rest));
  }

  /** t / T of the published schedule at this noise. */
  private double share(double sigma) {
    return clock.nearest(sigma) / (VariancePreserving.LEVELS - 1.0);
  }
}
