package ai.chestnut.diffusion;

import ai.chestnut.tensor.Tensors;
import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * A network with its preconditioning, text and guidance as a denoiser. With guidance both
 * predictions are one batch of twice the rows; with weight 1 the unconditional half is spared.
 */
public final class NetworkDenoiser implements Denoiser {

  private final UNet network;
  private final Preconditioning preconditioning;
  private final Tensor context;
  private final Guidance guidance;

  /**
   * @param context text tokens [2n, k, e], the rows with text first, then the rows of the empty
   *     text; with weight 1 only [n, k, e] with text. Borrowed.
   */
  public NetworkDenoiser(
      UNet network, Preconditioning preconditioning, Tensor context, Guidance guidance) {
    this.network = network;
    this.preconditioning = preconditioning;
    this.context = context;
    this.guidance = guidance;
  }

  @Override
  public Tensor denoise(Tensor x, double sigma) {
    if (guidance.weight() == 1) {
      return estimate(x, sigma);
    }
    long n = x.size(0);
    Tensor both = estimate(Tensors.joined(0, x, x), sigma); // [2n, c, h, w]
    return guidance.apply(both.narrow(0, 0, n), both.narrow(0, n, n));
  }

  private Tensor estimate(Tensor x, double sigma) {
    double[] levels = new double[Math.toIntExact(x.size(0))];
    Arrays.fill(levels, preconditioning.noise(sigma));
    Tensor prediction =
        network.forward(x.mul(new Scalar(preconditioning.in(sigma))), levels, context);
    return Tensors.combined(
        x,
        preconditioning.skip(sigma),
        prediction.to(torch.ScalarType.Float),
        preconditioning.out(sigma));
  }
}
