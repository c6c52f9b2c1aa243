package ai.chestnut.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Gradients;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

/** What codecs are trained towards, against calculations by hand. */
class ReconstructionTest {

  private static Tensor noise(String purpose, long... shape) {
    return Tensors.noise(RandomStream.of(1, 0, purpose), Device.CPU, shape);
  }

  /**
   * Films y = k x with one number k; likeness mean |y|, critic's loss -3 mean y: their gradients
   * towards k are mean |x| and -3 mean x, whatever x is.
   */
  @Test
  void theCriticIsWeighedByTheGradientsAtTheLastLayer() {
    Scope.running(
        () ->
            Gradients.on(
                () -> {
                  Tensor x = Tensors.of(new float[] {1, 2, 3, 6}, Device.CPU, 1, 1, 2, 2);
                  Tensor kernel = Tensors.of(new float[] {0.5f}, Device.CPU, 1);
                  kernel.requires_grad_(true);
                  Tensor films = x.mul(kernel);
                  Tensor likeness = films.abs().mean();
                  Tensor critic = films.mean().mul(new Scalar(-3));
                  Tensor loss =
                      BalancedLoss.of(
                          new BalancedLoss.Balance(films, kernel, 0.5, 100), likeness, critic);
                  loss.backward();
                  double lambda = 3 / (9 + 1e-4); // |d likeness| = mean x = 3, |d critic| = 3 * 3
                  assertThat(loss.item_double()).isCloseTo(1.5, within(1e-6));
                  assertThat(kernel.grad().item_double())
                      .isCloseTo(3 - 0.5 * lambda * 9, within(1e-5));
                  return loss;
                }));
  }

  @Test
  void theCriticsFactorIsBounded() {
    Scope.running(
        () ->
            Gradients.on(
                () -> {
                  Tensor kernel = Tensors.of(new float[] {1}, Device.CPU, 1);
                  kernel.requires_grad_(true);
                  Tensor films = Tensors.of(new float[] {2, 4}, Device.CPU, 2).mul(kernel);
                  Tensor critic = films.mean().mul(new Scalar(-1e-3));
                  BalancedLoss.of(
                          new BalancedLoss.Balance(films, kernel, 1, 10), films.mean(), critic)
                      .backward();
                  assertThat(kernel.grad().item_double()).isCloseTo(3 - 10 * 3e-3, within(1e-5));
                  return films;
                }));
  }

  @Test
  void finePowerIsComparedOctaveByOctave() {
    Scope.running(
        () -> {
          Tensor films = noise("films", 2, 1, 32, 32);
          assertThat(FineDetail.octaves(films, films).item_double()).isCloseTo(0, within(1e-9));
          assertThat(FineDetail.octaves(films, Tensors.scaled(films, 0.5)).item_double())
              .as("half the amplitude in each")
              .isCloseTo(0.25, within(1e-3));
          assertThat(FineDetail.octaves(films, films.add(new Scalar(1))).item_double())
              .as("brightness is no detail")
              .isCloseTo(0, within(1e-6));
        });
  }

  @Test
  void grainIsHeldToThePowerThatAFilmLacks() {
    Scope.running(
        () ->
            Gradients.on(
                () -> {
                  Tensor films = noise("films", 8, 1, 64, 64);
                  Tensor plain = films.mul(new Scalar(0.6));
                  plain.requires_grad_(true);
                  Tensor grain = noise("grain", 8, 1, 64, 64);
                  grain.requires_grad_(true);
                  Tensor right = FineDetail.lacking(films, plain, grain.mul(new Scalar(0.8)));
                  Tensor weak = FineDetail.lacking(films, plain, grain.mul(new Scalar(0.4)));
                  Tensor strong = FineDetail.lacking(films, plain, grain.mul(new Scalar(1.2)));
                  assertThat(right.item_double())
                      .as("0.6^2 + 0.8^2 = 1")
                      .isLessThan(0.5 * weak.item_double())
                      .isLessThan(0.5 * strong.item_double());
                  right.backward();
                  assertThat(plain.grad().defined()).as("the film is not bent to it").isFalse();
                  assertThat(grain.grad().norm().item_double()).isPositive();
                  return right;
                }));
  }

  @Test
  void gradientsAreDifferencesOfNeighbours() {
    Scope.running(
        () -> {
          Tensor error = Tensors.of(new float[] {0, 1, 4, 1}, Device.CPU, 1, 1, 2, 2);
          assertThat(FineDetail.gradients(error).item_double())
              .isCloseTo((1 + 3) / 2.0 + (4 + 0) / 2.0, within(1e-6));
        });
  }

  @Test
  void theExpertsSeeFilmsScaledAsTheyScaleThemselves() {
    float[] unit = new float[64 * 64];
    for (int i = 0; i < unit.length; i++) {
      unit[i] = (float) (0.5 + 0.4 * Math.sin(i * i * 0.01));
    }
    Radiograph film = Radiograph.ofUnit(64, 64, 16, unit);
    float[] wanted = film.resized(32, 32).unit();
    float[] got =
        Scope.computing(
            () ->
                Tensors.floats(
                    PerceptualDistance.resized(
                        Tensors.of(film.unit(), Device.CPU, 1, 1, 64, 64), 32)));
    for (int i = 0; i < got.length; i++) {
      assertThat(got[i]).isCloseTo(wanted[i], within(2e-4f));
    }
  }

  @Test
  void expertsTellChangedFilmsFromTheSameAndLeaveTheirWeightsAlone() {
    try (PerceptualDistance experts = PerceptualDistance.read("mu", 1, Device.CPU)) {
      assertThat(experts.side()).isEqualTo(32);
      Scope.running(
          () ->
              Gradients.on(
                  () -> {
                    Tensor films = noise("films", 2, 1, 64, 64);
                    Tensor made = films.add(noise("change", 2, 1, 64, 64), new Scalar(0.3));
                    made.requires_grad_(true);
                    assertThat(experts.between(films, films).item_double()).isZero();
                    assertThat(experts.clinical(films, films).item_double()).isZero();
                    Tensor both = experts.between(films, made).add(experts.clinical(films, made));
                    assertThat(both.item_double()).isPositive();
                    both.backward();
                    assertThat(made.grad().norm().item_double()).isPositive();
                    return both;
                  }));
    }
  }

  @Test
  void wholeFilmsTakeTheSpaceOfTheWindows() {
    Films films = Films.of(32, List.of(Radiograph.ofUnit(32, 32, 8, new float[32 * 32])));
    FilmWindows windows = new FilmWindows(8, 16, 0.25, 0.5, new Augmentation(2, 0, 0, 0));
    assertThat(windows.whole(0.7)).isFalse();
    assertThat(windows.whole(0.8)).isTrue();
    try (FilmBank bank = FilmBank.of(films, Device.CPU)) {
      Scope.running(
          () -> {
            RandomStream stream = RandomStream.of(1, 1, "batch");
            assertThat(windows.draw(bank, stream, false).shape()).containsExactly(8, 1, 16, 16);
            assertThat(windows.draw(bank, stream, true).shape()).containsExactly(2, 1, 32, 32);
          });
    }
  }

  @Test
  void theCriticComesInSlowly() {
    Critique critic = new Critique(List.of(4), 0.5, 0.4, 10);
    assertThat(critic.learns(0.49)).isFalse();
    assertThat(critic.learns(0.5)).isTrue();
    assertThat(critic.heard(0.55)).as("it learns alone").isCloseTo(0, within(1e-9));
    assertThat(critic.heard(0.6)).isCloseTo(0.5, within(1e-9));
    assertThat(critic.heard(0.9)).isEqualTo(1);
  }

  @Test
  void mistakesSayWhatIsExpected() {
    assertThatThrownBy(() -> new Likeness(1, 0, 0.1, 0, Optional.empty()))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("experts");
    assertThatThrownBy(() -> new Critique(List.of(4), 1.5, 0.4, 10))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("from in [0, 1]");
    assertThatThrownBy(() -> new FilmWindows(8, 20, 0, 0, new Augmentation(0, 0, 0, 0)))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("multiple of 16");
  }
}
