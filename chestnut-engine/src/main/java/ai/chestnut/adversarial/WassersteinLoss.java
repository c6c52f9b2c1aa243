package ai.chestnut.adversarial;

import ai.chestnut.tensor.Tensors;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * What generator and critic want of the critic's scores: Gulrajani et al. 2017, equation 3, with
 * the drift term of Karras et al. 2018, appendix A.1.
 *
 * @param penalty weight of the gradient penalty, lambda
 * @param drift weight of the square of the scores of real films, which holds them near zero
 */
public record WassersteinLoss(double penalty, double drift) {

  /** The published weights, 10 and 0.001. */
  public static final WassersteinLoss STANDARD = new WassersteinLoss(10, 1e-3);

  private static final double EPSILON = 1e-12;

  /** -E[D(G(z))]. */
  public Tensor generator(Tensor fake) {
    return fake.mean().neg();
  }

  /** E[D(G(z))] - E[D(x)] + drift E[D(x)^2], without the penalty. */
  public Tensor critic(Tensor real, Tensor fake) {
    return fake.mean().sub(real.mean()).add(real.square().mean(), new Scalar(drift));
  }

  /**
   * lambda E[(|grad D(x)| - 1)^2] at points between real and made films, with its graph: its own
   * gradient goes back through the critic twice.
   *
   * @param critic from films to their scores, [n, 1, s, s] -> [n]
   * @param real [n, 1, s, s]
   * @param fake likewise
   * @param shares of the real film at each point, uniform in [0, 1], [n, 1, 1, 1]
   */
  public Tensor penalty(UnaryOperator<Tensor> critic, Tensor real, Tensor fake, Tensor shares) {
    Tensor points =
        fake.detach()
            .add(real.detach().sub(fake.detach()).mul(shares))
            .requires_grad_(true); // x^ of algorithm 1
    Tensor scores = critic.apply(points);
    Tensor slopes = gradient(scores.sum(), points); // [n, 1, s, s]
    Tensor norms = slopes.flatten(1, 3).square().sum(1).add(new Scalar(EPSILON)).sqrt(); // [n]
    return Tensors.scaled(norms.sub(new Scalar(1)).square().mean(), penalty);
  }

  /** Gradient of a scalar, with its graph. */
  private static Tensor gradient(Tensor of, Tensor at) {
    TensorVector slopes =
        torch.grad(
            new TensorVector(of),
            new TensorVector(at),
            new TensorVector(),
            new BoolOptional(true),
            true,
            false);
    return slopes.get(0).view_as(at); // a handle of its own: the vector's dies with the vector
  }
}
