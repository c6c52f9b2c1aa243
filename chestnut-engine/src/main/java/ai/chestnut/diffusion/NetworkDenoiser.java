package ai.chestnut.diffusion;

import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import java.util.Arrays;
import java.util.Optional;
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
  private final Optional<Control> control;

  /**
   * @param context text tokens [2n, k, e], the rows with text first, then the rows of the empty
   *     text; with weight 1 only [n, k, e] with text. Borrowed.
   */
  public NetworkDenoiser(
      UNet network, Preconditioning preconditioning, Tensor context, Guidance guidance) {
    this(network, preconditioning, context, guidance, Optional.empty());
  }

  /**
   * The same, steered by a control branch.
   *
   * @param control its hint has the rows of the context
   */
  public NetworkDenoiser(
      UNet network,
      Preconditioning preconditioning,
      Tensor context,
      Guidance guidance,
      Optional<Control> control) {
    this.network = network;
    this.preconditioning = preconditioning;
    this.context = context;
    this.guidance = guidance;
    this.control = control.filter(wanted -> wanted.scale() != 0);
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
    double[] each = new double[Math.toIntExact(x.size(0))];
    Arrays.fill(each, preconditioning.noise(sigma));
    Device device = x.is_cpu() ? Device.CPU : Device.CUDA;
    Tensor levels = Tensors.of(each, device, each.length);
    Tensor scaled = x.mul(new Scalar(preconditioning.in(sigma)));
    Optional<ControlBranch.Residuals> residuals =
        control.map(
            wanted ->
                wanted
                    .branch()
                    .forward(scaled, levels, context, wanted.hint().tensor())
                    .scaled(wanted.scale()));
    Tensor prediction = network.forward(scaled, levels, context, residuals);
    return Tensors.combined(
        x,
        preconditioning.skip(sigma),
        prediction.to(torch.ScalarType.Float),
        preconditioning.out(sigma));
  }
}
