package ai.chestnut.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Values of the published formulas, computed outside this code in float64; the tolerance is half
 * the last printed digit.
 */
class ScheduleTest {

  @ParameterizedTest
  @CsvSource({
    "18, 0, 80",
    "18, 1, 57.585985",
    "18, 8, 3.256822",
    "18, 9, 1.923340",
    "18, 16, 0.007528",
    "18, 17, 0.002",
    "18, 18, 0",
    "32, 1, 66.930874",
    "32, 15, 2.901530",
    "32, 16, 2.173860",
    "32, 30, 0.004267"
  })
  void karrasLevels(int steps, int at, double expected) {
    assertThat(NoiseSchedule.Karras.standard().sigmas(steps)[at]).isCloseTo(expected, within(5e-7));
  }

  @Property
  void levelsStrictlyDecreaseToZero(@ForAll @IntRange(min = 1, max = 200) int steps) {
    for (NoiseSchedule schedule :
        new NoiseSchedule[] {
          NoiseSchedule.Karras.standard(),
          new NoiseSchedule.StraightPath(0.999, 1),
          new NoiseSchedule.StraightPath(0.99, 3)
        }) {
      double[] sigmas = schedule.sigmas(steps);
      assertThat(sigmas).hasSize(steps + 1);
      for (int i = 0; i < steps; i++) {
        assertThat(sigmas[i]).isGreaterThan(sigmas[i + 1]);
      }
      assertThat(sigmas[steps]).isZero();
    }
  }

  @Test
  void noStepsAreRefused() {
    assertThatThrownBy(() -> NoiseSchedule.Karras.standard().sigmas(0))
        .isInstanceOf(RequestException.class);
  }

  @Test
  void edmPreconditioningAtHalf() {
    Preconditioning edm = new Preconditioning.Edm(0.5);
    assertThat(edm.skip(0.5)).isCloseTo(0.5, within(1e-9));
    assertThat(edm.out(0.5)).isCloseTo(0.353553391, within(5e-10));
    assertThat(edm.in(0.5)).isCloseTo(1.414213562, within(5e-10));
    assertThat(edm.noise(0.5)).isCloseTo(-0.173286795, within(5e-10));
  }

  @Property
  void edmInputsHaveUnitVariance(@ForAll @DoubleRange(min = 0.01, max = 100) double sigma) {
    double in = new Preconditioning.Edm(0.5).in(sigma);
    assertThat(in * in * (sigma * sigma + 0.25)).isCloseTo(1, within(1e-12));
  }

  @Property
  void flowRecoversTheCleanLatentFromTheTrueVelocity(
      @ForAll @DoubleRange(min = 0.01, max = 100) double sigma,
      @ForAll @DoubleRange(min = -3, max = 3) double clean,
      @ForAll @DoubleRange(min = -3, max = 3) double noise) {
    Preconditioning flow = new Preconditioning.RectifiedFlow();
    double x = clean + sigma * noise;
    double denoised = flow.skip(sigma) * x + flow.out(sigma) * (noise - clean);
    assertThat(denoised).isCloseTo(clean, within(1e-9 * (1 + sigma)));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.9985, 1e-10",
    "1, 0.996991933, 5e-10",
    "101, 0.808529774, 5e-10",
    "251, 0.449490134, 5e-10",
    "491, 0.0675558339, 5e-11",
    "501, 0.0604866830, 5e-11",
    "751, 0.00137680680, 5e-12",
    "991, 3.99919e-06, 5e-12",
    "999, 3.15144e-06, 5e-12"
  })
  void signalShareOfTheVariancePreservingLevels(int t, double expected, double tolerance) {
    assertThat(VariancePreserving.xreal().alphaBar(t)).isCloseTo(expected, within(tolerance));
  }

  @ParameterizedTest
  @CsvSource({"1, 230", "0.5, 303", "0.2, 397", "0.1, 463", "0.05, 522", "0.02, 591"})
  void levelOfASignalToNoiseRatio(double snr, int expected) {
    assertThat(VariancePreserving.xreal().nearest(Math.sqrt(1 / snr))).isEqualTo(expected);
  }

  @Test
  void ddimTimesteps() {
    int[] hundred = VariancePreserving.xreal().timesteps(100);
    assertThat(hundred).startsWith(991, 981).endsWith(11, 1).hasSize(100);
    assertThat(hundred[49]).isEqualTo(501);
    int[] fifty = VariancePreserving.xreal().timesteps(50);
    assertThat(fifty).startsWith(981, 961).endsWith(1).hasSize(50);
    assertThat(fifty[24]).isEqualTo(501);
  }
}
