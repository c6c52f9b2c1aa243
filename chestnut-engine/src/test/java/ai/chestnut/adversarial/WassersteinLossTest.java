package ai.chestnut.adversarial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.nn.Parameters;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.NativeHandles;
import ai.chestnut.tensor.Scope;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The loss against closed forms and finite differences, in float64. */
class WassersteinLossTest {

  private static final WassersteinLoss LOSS = WassersteinLoss.STANDARD;
  private static final ProgressiveConfig TINY =
      new ProgressiveConfig(4, java.util.List.of(3, 2, 2), 2);
  private static final int FILMS = 4;

  private static Tensor doubles(String purpose, long... shape) {
    int count = 1;
    for (long size : shape) {
      count *= (int) size;
    }
    float[] normals = RandomStream.of(5, 0, purpose).normals(count);
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = normals[i];
    }
    return AbstractTensor.create(values, shape);
  }

  private static Tensor shares() {
    return torch.sigmoid(doubles("shares", FILMS, 1, 1, 1));
  }

  private static double penalty(UnaryOperator<Tensor> critic, int side) {
    return Scope.computing(
        () ->
            Gradients.on(
                () ->
                    LOSS.penalty(
                            critic,
                            doubles("real", FILMS, 1, side, side),
                            doubles("fake", FILMS, 1, side, side),
                            shares())
                        .item_double()));
  }

  /** D(x) = a.x + b has the gradient a everywhere: lambda (|a| - 1)^2. */
  @ParameterizedTest
  @ValueSource(doubles = {0.25, 1, 3})
  void thePenaltyOfALinearCriticIsItsClosedForm(double norm) {
    UnaryOperator<Tensor> linear =
        films -> {
          Tensor a = doubles("a", 16);
          Tensor scaled = a.div(a.norm()).mul(new Scalar(norm));
          return films.flatten(1, 3).matmul(scaled).add(new Scalar(7));
        };
    assertThat(penalty(linear, 4)).isCloseTo(10 * (norm - 1) * (norm - 1), within(1e-9));
  }

  /** The critic as it is trained, in the middle of a fade, with weights in float64. */
  private static final class Tiny implements AutoCloseable {
    private final Parameters parameters = Parameters.random(3, Device.CPU);
    private final ProgressiveCritic critic = new ProgressiveCritic(parameters.root(), TINY);

    Tiny() {
      parameters
          .byName()
          .values()
          .forEach(
              weights ->
                  Scope.running(
                      () -> weights.__dispatch_set_data(weights.to(torch.ScalarType.Double))));
      parameters.train(true);
    }

    Tensor scores(Tensor films) {
      return critic.forward(films, new Growth(2, 0.4));
    }

    double penalty() {
      return WassersteinLossTest.penalty(this::scores, 16);
    }

    /** The penalty with one weight moved. */
    double moved(Tensor weights, long index, double by) {
      move(weights, index, by);
      try {
        return penalty();
      } finally {
        move(weights, index, -by);
      }
    }

    private static void move(Tensor weights, long index, double by) {
      Gradients.off(
          () ->
              Scope.computing(
                  () -> {
                    weights.view(-1).select(0, index).add_(new Scalar(by));
                    return by;
                  }));
    }

    @Override
    public void close() {
      parameters.close();
    }
  }

  @Test
  void thePenaltysGradientIsThatOfFiniteDifferences() {
    double step = 1e-6;
    try (Tiny tiny = new Tiny()) {
      Scope.running(
          () ->
              Gradients.on(
                  () -> {
                    LOSS.penalty(
                            tiny::scores,
                            doubles("real", FILMS, 1, 16, 16),
                            doubles("fake", FILMS, 1, 16, 16),
                            shares())
                        .backward();
                    return step;
                  }));
      int compared = 0;
      for (Map.Entry<String, Tensor> entry : tiny.parameters.byName().entrySet()) {
        Tensor weights = entry.getValue();
        for (long index = 0; index < weights.numel(); index += 1 + weights.numel() / 4) {
          long at = index;
          double exact =
              Scope.computing(
                  () ->
                      weights.grad().defined()
                          ? weights.grad().view(-1).select(0, at).item_double()
                          : 0);
          double estimate =
              (tiny.moved(weights, at, step) - tiny.moved(weights, at, -step)) / (2 * step);
          assertThat(exact)
              .as(entry.getKey() + " " + at)
              .isCloseTo(estimate, within(1e-3 * Math.abs(estimate) + 1e-6));
          compared += Math.abs(estimate) > 1e-4 ? 1 : 0;
        }
      }
      assertThat(compared).isGreaterThan(20);
    }
  }

  /** A penalty that forgot the critic would stay the same. */
  @Test
  void thePenaltyIsThatOfTheGivenCritic() {
    try (Tiny tiny = new Tiny()) {
      double before = tiny.penalty();
      Tensor weights = tiny.parameters.byName().get("whole.weight");
      assertThat(tiny.moved(java.util.Objects.requireNonNull(weights), 0, 0.5))
          .isNotCloseTo(before, within(1e-6));
      assertThat(tiny.penalty()).isCloseTo(before, within(1e-12));
    }
  }

  @Test
  void lossesAreMeansOfScores() {
    Scope.running(
        () -> {
          Tensor real = AbstractTensor.create(1.0, 3.0);
          Tensor fake = AbstractTensor.create(-1.0, 2.0);
          assertThat(LOSS.generator(fake).item_double()).isEqualTo(-0.5);
          assertThat(LOSS.critic(real, fake).item_double())
              .isCloseTo(0.5 - 2 + 1e-3 * 5, within(1e-12));
        });
  }

  @Test
  void aPenaltyLeavesNoHandleBehind() {
    try (Tiny tiny = new Tiny()) {
      NativeHandles.assertFlat(2, tiny::penalty);
    }
  }
}
