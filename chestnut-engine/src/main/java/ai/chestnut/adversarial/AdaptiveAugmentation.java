package ai.chestnut.adversarial;

import ai.chestnut.failure.RequestException;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Changes of the films that a critic sees, real and made alike, each with the same probability, so
 * that it cannot learn few films by heart. As long as that probability is well below 1 the
 * generator does not learn the changes (Karras et al. 2020, "Training generative adversarial
 * networks with limited data", section 2.2). Never a flip: the heart has a side.
 *
 * <p>Legend: n batch, s side.
 *
 * @param degrees deviation of the rotation
 * @param shift deviation of the shift either way, as a share of the side
 * @param scale deviation of the logarithm of the size; half as much for that of the aspect
 * @param tone deviation of the logarithm of the contrast, and of the brightness in units of grey
 */
public record AdaptiveAugmentation(double degrees, double shift, double scale, double tone) {

  /** Normal numbers that the change of one film takes. */
  public static final int DRAWS = 11;

  private static final int VALUES = 7;
  private static final double MOST_DEVIATIONS = 2;
  private static final long BILINEAR = 0;
  private static final long BORDER = 1;

  public AdaptiveAugmentation {
    if (!(degrees >= 0 && degrees <= 20)
        || !(shift >= 0 && shift <= 0.2)
        || !(scale >= 0 && scale <= 0.3)
        || !(tone >= 0 && tone <= 0.5)) {
      throw new RequestException(
          "adaptive augmentation",
          "degrees, shift, scale, tone",
          degrees + ", " + shift + ", " + scale + ", " + tone,
          "degrees in [0, 20], shift in [0, 0.2], scale in [0, 0.3], tone in [0, 0.5]");
    }
  }

  /**
   * The films, each rotated, shifted, scaled and toned or not; differentiable once in the films.
   *
   * @param films [n, 1, s, s] in [-1, 1]
   * @param draws standard normal, [n, {@value #DRAWS}]
   * @param probability of each change, a scalar on the device
   */
  public Tensor changed(Tensor films, Tensor draws, Tensor probability) {
    Tensor still = draws.clamp(limit(-MOST_DEVIATIONS), limit(MOST_DEVIATIONS));
    Tensor chance = // of the normal numbers behind the first ones: their distribution function
        torch
            .erf(Tensors.scaled(Tensors.part(draws, 1, VALUES, DRAWS), Math.sqrt(0.5)))
            .add(new Scalar(1))
            .mul(new Scalar(0.5));
    Tensor happens = chance.lt(probability).to(draws.scalar_type()); // [n, 4]
    Tensor angle = value(still, 0, Math.toRadians(degrees)).mul(happens.select(1, 0));
    Tensor right = value(still, 1, 2 * shift).mul(happens.select(1, 1));
    Tensor down = value(still, 2, 2 * shift).mul(happens.select(1, 1));
    Tensor size = value(still, 3, scale).mul(happens.select(1, 2)).exp();
    Tensor aspect = value(still, 4, scale / 2).mul(happens.select(1, 2)).exp();
    Tensor contrast = value(still, 5, tone).mul(happens.select(1, 3)).exp();
    Tensor brightness = value(still, 6, tone).mul(happens.select(1, 3));
    Tensor cos = angle.cos().mul(size);
    Tensor sin = angle.sin().mul(size);
    Tensor map =
        torch
            .stack(
                new TensorVector(cos.mul(aspect), sin.neg(), right, sin, cos.div(aspect), down), 1)
            .view(-1, 2, 3);
    Tensor grid = torch.affine_grid_generator(map, films.shape(), false); // [n, s, s, 2]
    Tensor moved = torch.grid_sampler(films.to(grid.scalar_type()), grid, BILINEAR, BORDER, false);
    return moved.mul(contrast.view(-1, 1, 1, 1)).add(brightness.view(-1, 1, 1, 1));
  }

  private static Tensor value(Tensor draws, int column, double deviation) {
    return Tensors.scaled(draws.select(1, column), deviation);
  }

  private static ScalarOptional limit(double value) {
    return new ScalarOptional(new Scalar(value));
  }
}
