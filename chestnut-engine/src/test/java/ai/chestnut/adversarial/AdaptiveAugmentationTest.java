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
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;

class AdaptiveAugmentationTest {

  private static final AdaptiveAugmentation CHANGE = new AdaptiveAugmentation(6, 0.05, 0.08, 0.1);
  private static final int FILMS = 64;
  private static final int SIDE = 16;

  private static Tensor films() {
    return Tensors.noise(RandomStream.of(1, 0, "films"), Device.CPU, FILMS, 1, SIDE, SIDE);
  }

  private static float[] changed(AdaptiveAugmentation change, float probability) {
    return Scope.computing(
        () ->
            Tensors.floats(
                change.changed(
                    films(),
                    Tensors.noise(
                        RandomStream.of(1, 0, "draws"),
                        Device.CPU,
                        FILMS,
                        AdaptiveAugmentation.DRAWS),
                    Tensors.of(new float[] {probability}, Device.CPU).squeeze())));
  }

  private static int differing(float[] a, float[] b) {
    int films = 0;
    for (int film = 0; film < FILMS; film++) {
      double most = 0;
      for (int i = film * SIDE * SIDE; i < (film + 1) * SIDE * SIDE; i++) {
        most = Math.max(most, Math.abs(a[i] - b[i]));
      }
      films += most > 1e-3 ? 1 : 0;
    }
    return films;
  }

  @Test
  void withoutProbabilityNothingChanges() {
    float[] plain = Scope.computing(() -> Tensors.floats(films()));
    assertThat(differing(changed(CHANGE, 0), plain)).isZero();
  }

  /** Four changes, each with probability p, leave (1 - p)^4 of the films alone. */
  @Test
  void theProbabilityIsThatOfEachChange() {
    float[] plain = Scope.computing(() -> Tensors.floats(films()));
    double expected = FILMS * (1 - Math.pow(0.8, 4));
    assertThat(differing(changed(CHANGE, 0.2f), plain))
        .isBetween((int) expected - 12, (int) expected + 12); // three deviations of the binomial
    assertThat(differing(changed(CHANGE, 0.999f), plain)).isGreaterThan(60);
  }

  @Test
  void aPureShiftMovesTheFilm() {
    float[] moved = changed(new AdaptiveAugmentation(0, 0.1, 0, 0), 0.999f);
    float[] plain = Scope.computing(() -> Tensors.floats(films()));
    assertThat(differing(moved, plain)).isGreaterThan(60);
    double before = 0;
    double after = 0;
    for (int i = 0; i < plain.length; i++) {
      before += plain[i];
      after += moved[i];
    }
    assertThat(after / plain.length).isCloseTo(before / plain.length, within(0.02));
  }

  @Test
  void theStrengthRisesWhileTheCriticPrefersItsFilmsAndFallsWhenItDoesNot() {
    try (Parameters parameters = Parameters.random(1, Device.CPU)) {
      AdaptiveStrength strength =
          new AdaptiveStrength(parameters.root(), new AdaptiveStrength.Settings(0.5, 1000, 0.8));
      learn(strength, 1, 0.1f, 0, 10);
      assertThat(strength.read()[0]).isCloseTo(0.1, within(1e-6));
      assertThat(strength.read()[1]).isCloseTo(0.9, within(1e-5));
      learn(strength, 1, 0.1f, 0, 200);
      assertThat(strength.read()[0]).isCloseTo(0.8, within(1e-6));
      learn(strength, 1, 0.9f, 0, 60);
      assertThat(strength.read()[0]).isLessThan(0.5);
      assertThat(strength.read()[1]).isCloseTo(0.14, within(0.1));
    }
  }

  private static void learn(
      AdaptiveStrength strength, float train, float heldOut, float made, int times) {
    for (int i = 0; i < times; i++) {
      Scope.running(() -> strength.learn(scores(train), scores(heldOut), scores(made), 10));
    }
  }

  private static Tensor scores(float value) {
    return Tensors.of(new float[] {value, value}, Device.CPU, 2);
  }

  @Test
  void changesThatWouldFlipAreRefused() {
    assertThatThrownBy(() -> new AdaptiveAugmentation(180, 0, 0, 0))
        .isInstanceOf(RequestException.class);
    assertThatThrownBy(() -> new AdaptiveStrength.Settings(0.5, 1000, 1))
        .isInstanceOf(RequestException.class);
  }
}
