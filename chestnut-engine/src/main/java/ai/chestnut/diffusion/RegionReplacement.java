package ai.chestnut.diffusion;

import ai.chestnut.codec.Latents;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * XReal's pathology control (arXiv 2403.09240), inpainting by replacement: before every denoising,
 * what lies outside of the region is the known film noised to the same level, with fresh noise. In
 * the scale where x = clean + sigma noise: x <- (1 - R) (known + sigma noise) + R x. Any number of
 * rows.
 */
public final class RegionReplacement implements LatentHook {

  private final Latents known;
  private final LatentMask region;
  private final RowNoise noise;
  private final int steps;
  private final boolean last;

  /**
   * @param known clean latents [n, c, h, w], normalised as the model's; borrowed for as long as
   *     this is used
   * @param cells how much each cell may change, in [0, 1], for all rows or one film after another
   * @param forward the noise of the known film, one stream per row, and for nothing else
   * @param steps of the sampling, to know its end
   * @param last whether the clean latents at the end are replaced, too; the published code leaves
   *     the last denoising as it is, so that what is outside is close to the film but not the same
   */
  public RegionReplacement(
      Latents known, float[] cells, List<RandomStream> forward, int steps, boolean last) {
    this.known = known;
    this.region = new LatentMask(cells);
    this.noise = new RowNoise(forward);
    this.steps = steps;
    this.last = last;
  }

  @Override
  public Tensor after(int step, double sigma, Tensor x) {
    boolean end = step == steps - 1;
    if (end && !last) {
      return x;
    }
    Tensor inside = region.like(x).to(x.scalar_type()); // [1 or n, 1, h, w]
    Tensor outside = Tensors.scaled(inside, -1).add(new Scalar(1));
    Tensor film =
        end
            ? known.tensor()
            : Tensors.combined(known.tensor(), 1, noise.like(x).to(x.scalar_type()), sigma);
    return film.mul(outside).add(x.mul(inside));
  }
}
