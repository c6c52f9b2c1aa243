package ai.chestnut.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.nn.Parameters;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class PatchCriticTest {

  private static Tensor answers(float... values) {
    return Tensors.of(values, Device.CPU, values.length, 1, 1, 1);
  }

  @Test
  void oneAnswerAPatch() {
    try (Parameters parameters = Parameters.random(1, Device.CPU)) {
      PatchCritic critic = new PatchCritic(parameters.root(), List.of(4, 8, 8));
      Scope.running(
          () -> {
            Tensor films = Tensors.noise(RandomStream.of(1, 0, "x"), Device.CPU, 2, 1, 64, 32);
            assertThat(critic.forward(films).shape()).containsExactly(2, 1, 8, 4);
          });
    }
  }

  @Test
  void hingesByHand() {
    Scope.running(
        () -> {
          // real: relu(1 - 2) + relu(1 - 0.5) = 0 + 0.5; made: relu(1 - 3) + relu(1 + 1) = 0 + 2
          assertThat(PatchCritic.criticLoss(answers(2, 0.5f), answers(-3, 1)).item_double())
              .isCloseTo((0.25 + 1) / 2, within(1e-6));
          assertThat(PatchCritic.makerLoss(answers(-3, 1)).item_double())
              .isCloseTo(1, within(1e-6));
          assertThat(PatchCritic.criticLoss(answers(1.5f), answers(-1.5f)).item_double())
              .as("beyond the margins nothing is left to learn")
              .isZero();
        });
  }

  @Test
  void widthsMustBeMultiplesOfFour() {
    try (Parameters parameters = Parameters.random(1, Device.CPU)) {
      assertThatThrownBy(() -> new PatchCritic(parameters.root(), List.of(6)))
          .isInstanceOf(RequestException.class)
          .hasMessageContaining("multiples of 4");
    }
  }
}
