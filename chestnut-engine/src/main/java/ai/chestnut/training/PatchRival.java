package ai.chestnut.training;

import ai.chestnut.adversarial.PatchCritic;
import ai.chestnut.nn.Parameters;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/** The patch critic of a codec: learns from the films that the codec was given and made. */
final class PatchRival implements Rival, AutoCloseable {

  /** Films and what the codec made of them, without their graph; they live as long as the step. */
  private record Pair(Tensor real, Tensor made) {}

  private final Parameters parameters;
  private final PatchCritic critic;
  private Optional<Pair> pair = Optional.empty();

  PatchRival(Parameters parameters, Critique critique) {
    this.parameters = parameters;
    this.critic = new PatchCritic(parameters.root(), critique.channels());
  }

  /** Keeps the step's films, and what was made of them, for the critic's own step. */
  void see(Tensor real, Tensor made) {
    pair = Optional.of(new Pair(real.detach(), made.detach()));
  }

  /** The maker's loss of films. */
  Tensor makerLoss(Tensor made) {
    return PatchCritic.makerLoss(critic.forward(made));
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  /** The critic's loss of what it saw in this step; 0, where that is nothing. */
  @Override
  public Tensor loss(long step) {
    if (pair.isEmpty()) {
      return parameters.byName().values().iterator().next().sum().mul(new Scalar(0));
    }
    Pair seen = pair.get();
    pair = Optional.empty();
    return PatchCritic.criticLoss(critic.forward(seen.real()), critic.forward(seen.made()));
  }

  @Override
  public void close() {
    parameters.close();
  }
}
