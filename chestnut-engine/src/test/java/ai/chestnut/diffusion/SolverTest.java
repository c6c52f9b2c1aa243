package ai.chestnut.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.progress.Progress;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.NativeHandles;
import ai.chestnut.tensor.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.pytorch.AbstractTensor;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Solvers, schedules and sampler together on problems with closed solutions: no network takes part.
 * Float64 throughout.
 */
class SolverTest {

  private static final Supplier<Tensor> NO_NOISE =
      () -> {
        throw new AssertionError("a deterministic solver drew noise");
      };

  /** Clean data are normal with deviation 0.5: D = x sd^2 / (sd^2 + sigma^2). */
  private static final Denoiser LINEAR =
      (x, sigma) -> x.mul(new Scalar(0.25 / (0.25 + sigma * sigma)));

  private static double end(
      Solver solver, Denoiser denoiser, double start, double[] sigmas, Supplier<Tensor> noise) {
    return Scope.computing(
        () ->
            new Sampler(solver, LatentHook.NONE)
                .sample(
                    denoiser,
                    AbstractTensor.create(new double[] {start}, 1),
                    sigmas,
                    noise,
                    Progress.SILENT)
                .item_double());
  }

  @ParameterizedTest
  @CsvSource({"18, 0.527624637", "32, 0.507838011", "64, 0.501821428", "128, 0.500430165"})
  void heunEndsWhereThePublishedFormulaEnds(int steps, double expected) {
    assertThat(end(new Heun(), LINEAR, 1, NoiseSchedule.Karras.standard().sigmas(steps), NO_NOISE))
        .isCloseTo(expected, within(5e-10));
  }

  @ParameterizedTest
  @CsvSource({"18, 0.423031436", "32, 0.456192453", "64, 0.477934252", "128, 0.488922613"})
  void eulerEndsWhereThePublishedFormulaEnds(int steps, double expected) {
    assertThat(end(new Euler(), LINEAR, 1, NoiseSchedule.Karras.standard().sigmas(steps), NO_NOISE))
        .isCloseTo(expected, within(5e-10));
  }

  @Test
  void dpmSolverIsOfSecondOrderInLogSigmaAndFirstOrderWithoutHistory() {
    double exact =
        80
            * 0.5
            / Math.sqrt(0.25 + 6400)
            * Math.sqrt(0.25 + 0.01 * 0.01)
            / 0.5; // x ~ sqrt(sd^2 + sigma^2)
    double coarse = dpmError(40, exact);
    double fine = dpmError(80, exact);
    assertThat(coarse / fine).isBetween(3.4, 4.6); // halving the step quarters the error
  }

  private static double dpmError(int steps, double exact) {
    double[] sigmas = new double[steps + 1];
    for (int i = 0; i <= steps; i++) {
      sigmas[i] =
          80 * Math.pow(0.01 / 80, i / (double) steps); // even in log sigma, ends above zero
    }
    return Math.abs(end(new DpmSolver2M(), LINEAR, 1, sigmas, NO_NOISE) - exact);
  }

  /**
   * z = x / sqrt(1 + sigma^2); with unit normal data the exact end of DDIM is k_N times the start.
   */
  @ParameterizedTest
  @CsvSource({
    "10, 0.827139908",
    "20, 0.908141379",
    "25, 0.925373194",
    "50, 0.961283763",
    "100, 0.980165444",
    "200, 0.989907338"
  })
  void ddimShrinksUnitNormalDataByTheClosedForm(int steps, double expected) {
    double[] sigmas = VariancePreserving.xreal().sigmas(steps);
    Denoiser unit = (x, sigma) -> x.mul(new Scalar(1 / (1 + sigma * sigma)));
    double x = end(new Ddim(0), unit, Math.sqrt(1 + 1 / (sigmas[0] * sigmas[0])), sigmas, NO_NOISE);
    assertThat(x / Math.sqrt(1 + sigmas[steps] * sigmas[steps])).isCloseTo(expected, within(5e-10));
  }

  @ParameterizedTest
  @CsvSource({
    "10, 0.549312109",
    "20, 0.710136889",
    "25, 0.752020552",
    "50, 0.852464884",
    "100, 0.915839802",
    "200, 0.953517059"
  })
  void ancestralDdimKeepsTheVarianceOfTheClosedForm(int steps, double expected) {
    // the update is linear, so the end's variance is the sum of squares of the answers to each unit
    // input alone
    double[] sigmas = VariancePreserving.xreal().sigmas(steps);
    double variance = 0;
    for (int source = 0; source <= steps; source++) {
      int[] call = {0};
      int only = source;
      Supplier<Tensor> noise =
          () -> AbstractTensor.create(new double[] {++call[0] == only ? 1 : 0}, 1);
      Denoiser unit = (x, sigma) -> x.mul(new Scalar(1 / (1 + sigma * sigma)));
      double start = source == 0 ? Math.sqrt(1 + 1 / (sigmas[0] * sigmas[0])) : 0;
      double z =
          end(new Ddim(1), unit, start, sigmas, noise)
              / Math.sqrt(1 + sigmas[steps] * sigmas[steps]);
      variance += z * z;
    }
    assertThat(variance).isCloseTo(expected, within(1e-9)); // the table's last digit is not rounded
  }

  @Test
  void lastAncestralStepPutsBackTheTabledNoise() {
    VariancePreserving schedule = VariancePreserving.xreal();
    double sigma = schedule.sigma(1);
    double next = schedule.sigma(0);
    Denoiser zero = (x, level) -> x.mul(new Scalar(0));
    double fresh =
        Scope.computing(
            () -> {
              try (Trajectory one =
                  new Trajectory(() -> AbstractTensor.create(new double[] {1}, 1))) {
                return new Ddim(1)
                    .step(zero, AbstractTensor.create(new double[] {0}, 1), sigma, next, one)
                    .item_double();
              }
            });
    double predicted =
        Scope.computing(
            () -> {
              try (Trajectory none =
                  new Trajectory(() -> AbstractTensor.create(new double[] {0}, 1))) {
                return new Ddim(1)
                    .step(zero, AbstractTensor.create(new double[] {sigma}, 1), sigma, next, none)
                    .item_double();
              }
            });
    double toPaperScale = Math.sqrt(1 + next * next);
    assertThat(fresh / toPaperScale).isCloseTo(0.027443414, within(5e-10));
    assertThat(predicted / toPaperScale).isCloseTo(0.027328722, within(5e-10));
  }

  /**
   * Data are one image c: the estimate is c at every step, and the end does not depend on the
   * number of steps.
   */
  @ParameterizedTest
  @CsvSource({"5", "10", "50", "100"})
  void aPointMassIsReachedByEverySolverInAnyNumberOfSteps(int steps) {
    double c = 0.7;
    Denoiser point = (x, sigma) -> x.mul(new Scalar(0)).add(new Scalar(c));
    for (Solver solver : new Solver[] {new Euler(), new Heun(), new DpmSolver2M(), new Ddim(0)}) {
      assertThat(end(solver, point, 1.3, NoiseSchedule.Karras.standard().sigmas(steps), NO_NOISE))
          .isCloseTo(c, within(1e-9));
    }
  }

  @Test
  void theHookSeesTheStartAndEveryStepAndItsAnswerGoesOn() {
    List<Double> seen = new ArrayList<>();
    LatentHook hook =
        (step, sigma, x) -> {
          seen.add(sigma);
          return x.mul(new Scalar(0)).add(new Scalar(step));
        };
    double[] sigmas = {4, 2, 1, 0};
    double end =
        Scope.computing(
            () ->
                new Sampler(new Euler(), hook)
                    .sample(
                        LINEAR,
                        AbstractTensor.create(new double[] {1}, 1),
                        sigmas,
                        NO_NOISE,
                        Progress.SILENT)
                    .item_double());
    assertThat(seen).containsExactly(4.0, 2.0, 1.0, 0.0);
    assertThat(end).isEqualTo(2);
  }

  @Test
  void guidanceOfOneIsTheConditionalAndOfZeroTheUnconditional() {
    Scope.running(
        () -> {
          Tensor with =
              ai.chestnut.tensor.Tensors.noise(
                  RandomStream.of(1, 0, "a"), ai.chestnut.tensor.Device.CPU, 2, 4, 3, 3);
          Tensor without =
              ai.chestnut.tensor.Tensors.noise(
                  RandomStream.of(2, 0, "b"), ai.chestnut.tensor.Device.CPU, 2, 4, 3, 3);
          assertThat(distance(new Guidance(1, 0.7).apply(with, without), with)).isLessThan(1e-6);
          assertThat(distance(new Guidance(0, 0).apply(with, without), without)).isLessThan(1e-6);
          assertThat(distance(new Guidance(5, 0.5).apply(with, with), with)).isLessThan(1e-5);
          Tensor guided = new Guidance(5, 1).apply(with, without);
          assertThat(guided.select(0, 0).std(false).item_double())
              .isCloseTo(
                  with.select(0, 0).std(false).item_double(),
                  within(1e-4)); // full rescale keeps the spread
        });
  }

  private static double distance(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item_double();
  }

  @Test
  void samplingLeavesNoHandleBehind() {
    for (Solver solver : new Solver[] {new Heun(), new DpmSolver2M(), new Ddim(1)}) {
      Supplier<Tensor> noise = () -> AbstractTensor.create(new double[] {0.1}, 1);
      NativeHandles.assertFlat(
          5, () -> end(solver, LINEAR, 1, NoiseSchedule.Karras.standard().sigmas(9), noise));
    }
  }
}
