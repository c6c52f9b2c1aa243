package ai.chestnut.adversarial;

import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.Initial;
import ai.chestnut.nn.Parameters;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;

/**
 * The probability of {@link AdaptiveAugmentation}, steered by how far the critic has learnt its
 * films by heart: r_v = (E[D(train)] - E[D(held out)]) / (E[D(train)] - E[D(made)]), 0 where it has
 * not and 1 where held-out films look to it like made ones. Karras et al. 2020, "Training
 * generative adversarial networks with limited data", equation 1.
 *
 * <p>Its state lies among the critic's parameters, without a gradient, so that a checkpoint holds
 * it; and on the device, so that no step waits for it.
 */
public final class AdaptiveStrength {

  /**
   * How it is steered.
   *
   * @param target r_v to be held
   * @param films after so many films the probability can have gone from 0 to 1
   * @param most greatest probability, below 1
   */
  public record Settings(double target, double films, double most) {

    public Settings {
      if (!(target > 0 && target < 1) || !(films > 0) || !(most >= 0 && most < 1)) {
        throw new RequestException(
            "adaptive strength",
            "target, films, most",
            target + ", " + films + ", " + most,
            "target in (0, 1), films above 0, most in [0, 1)");
      }
    }
  }

  private static final double SMOOTHING = 0.05;
  private static final int MEANS = 3;

  private final Settings settings;
  private final Tensor state; // probability; mean scores of training, held-out and made films

  public AdaptiveStrength(Parameters.Place at, Settings settings) {
    this.settings = settings;
    this.state = at.declare("state", Initial.ZEROS, 1 + MEANS);
  }

  /** The probability now, a scalar on the device. */
  public Tensor probability() {
    return state.detach().select(0, 0);
  }

  /** The probability and r_v now; 0 where it cannot be told yet. */
  public double[] read() {
    return Scope.computing(
        () -> {
          float[] now = Tensors.floats(state);
          double whole = now[1] - now[3];
          return new double[] {now[0], whole == 0 ? 0 : (now[1] - now[2]) / whole};
        });
  }

  /**
   * Takes in the scores of a batch.
   *
   * @param train scores of training films, [n]
   * @param heldOut of films that the critic does not learn from
   * @param made of the generator's
   * @param films seen since the last time
   */
  public void learn(Tensor train, Tensor heldOut, Tensor made, long films) {
    Gradients.off(
        () -> {
          Tensor now = Tensors.joined(0, mean(train), mean(heldOut), mean(made));
          Tensor values = state.detach();
          Tensor means = values.narrow(0, 1, MEANS);
          means.lerp_(now, new Scalar(SMOOTHING));
          Tensor heart = means.select(0, 0).sub(means.select(0, 1));
          Tensor whole = means.select(0, 0).sub(means.select(0, 2));
          Tensor excess = heart.sub(Tensors.scaled(whole, settings.target())).sign();
          values
              .select(0, 0)
              .add_(excess, new Scalar(films / settings.films()))
              .clamp_(
                  new ScalarOptional(new Scalar(0)),
                  new ScalarOptional(new Scalar(settings.most())));
          return films;
        });
  }

  private static Tensor mean(Tensor scores) {
    return scores.detach().mean().view(1);
  }
}
