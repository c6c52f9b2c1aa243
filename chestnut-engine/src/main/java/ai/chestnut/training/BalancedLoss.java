package ai.chestnut.training;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * A likeness and a critic's loss of the same films in one, the critic's brought to a fixed share of
 * the likeness by their gradients at the last layer: Esser et al. 2021, equation 7. The way back
 * through the critic and the experts is gone once, however often its result is needed.
 */
final class BalancedLoss {

  private static final double DELTA = 1e-4; // of the equation

  /** Where the two losses meet, and how they are weighed. */
  record Balance(Tensor films, Tensor lastKernel, double weight, double most) {}

  private BalancedLoss() {}

  /**
   * A scalar of the likeness' value and the gradient of likeness + weight * lambda * critic.
   *
   * @param likeness of the balance's films, in float32
   * @param critic the maker's loss of the same films
   */
  static Tensor of(Balance balance, Tensor likeness, Tensor critic) {
    Tensor films = balance.films();
    Tensor likes = gradient(likeness, films);
    Tensor fools = gradient(critic, films);
    Tensor lambda =
        atKernel(balance, likes)
            .div(atKernel(balance, fools).add(new Scalar(DELTA)))
            .clamp(
                new ScalarOptional(new Scalar(0)), new ScalarOptional(new Scalar(balance.most())));
    Tensor pull = likes.add(fools.mul(lambda.mul(new Scalar(balance.weight())))).detach();
    Tensor carrier = films.mul(pull).sum(); // its gradient towards the films is the pull
    return carrier.sub(carrier.detach()).add(likeness.detach());
  }

  private static Tensor gradient(Tensor loss, Tensor films) {
    return torch
        .grad(
            new TensorVector(loss),
            new TensorVector(films),
            new TensorVector(),
            new BoolOptional(false),
            false,
            false)
        .get(0)
        .detach();
  }

  /** Norm of the last layer's gradient where the films' is this. */
  private static Tensor atKernel(Balance balance, Tensor pull) {
    return torch
        .grad(
            new TensorVector(balance.films()),
            new TensorVector(balance.lastKernel()),
            new TensorVector(pull),
            new BoolOptional(true),
            false,
            false)
        .get(0)
        .to(torch.ScalarType.Float)
        .norm()
        .detach();
  }
}
