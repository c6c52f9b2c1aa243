package ai.chestnut.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.codec.Latents;
import ai.chestnut.failure.RequestException;
import ai.chestnut.progress.Progress;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The two controls of XReal on a linear denoiser whose samples have a closed form; no trained
 * network takes part. Each released mistake that touches them has its test here.
 */
class MaskControlTest {

  private static final int SIDE = 4;
  private static final int CELLS = SIDE * SIDE;

  /** Clean latents are normal with deviation 1. */
  private static final Denoiser LINEAR = (x, sigma) -> x.mul(new Scalar(1 / (1 + sigma * sigma)));

  private static final int STEPS = 20;
  private static final double[] SIGMAS = VariancePreserving.xreal().sigmas(STEPS);

  private static RandomStream stream(String purpose) {
    return RandomStream.of(3, 0, purpose);
  }

  private static float[] filled(double value) {
    float[] cells = new float[CELLS];
    Arrays.fill(cells, (float) value);
    return cells;
  }

  private static Tensor target(int rows) {
    float[] values = new float[rows * 2 * CELLS];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 - 3;
    }
    return Tensors.of(values, Device.CPU, rows, 2, SIDE, SIDE);
  }

  private static float[] sample(LatentHook hook, double eta) {
    return Scope.computing(
        () -> {
          Tensor start = Tensors.noise(stream("start"), Device.CPU, 1, 2, SIDE, SIDE);
          RandomStream later = stream("sampler");
          return Tensors.floats(
              new Sampler(new Ddim(eta), hook)
                  .sample(
                      LINEAR,
                      start,
                      SIGMAS,
                      () -> Tensors.noise(later, Device.CPU, 1, 2, SIDE, SIDE),
                      Progress.SILENT));
        });
  }

  private static AnatomyBlend blend(
      Latents target, float[] mask, BlendWeights weights, BlendCutOff cutOff) {
    return new AnatomyBlend(target, mask, weights, cutOff, List.of(stream("forward")), STEPS);
  }

  @Test
  void aFullMaskMakesTheTargetAtThatNoiseWhateverWasThere() {
    Scope.running(
        () -> {
          try (Latents target = new Latents(target(1))) {
            AnatomyBlend blend =
                blend(target, filled(1), new BlendWeights.Hard(), new BlendCutOff.Never());
            Tensor mixed = blend.after(0, 2.5, target(1).mul(new Scalar(1000)));
            Tensor expected =
                target(1)
                    .add(
                        Tensors.noise(stream("forward"), Device.CPU, 1, 2, SIDE, SIDE),
                        new Scalar(2.5));
            assertThat(Tensors.floats(mixed)).isEqualTo(Tensors.floats(expected));
          }
        });
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "0, 0", "1, 0"})
  void anEmptyMaskOrACutOffOfZeroIsTheOrdinarySample(double eta, double mask) {
    float[] plain = sample(LatentHook.NONE, eta);
    Scope.running(
        () -> {
          try (Latents target = new Latents(target(1))) {
            BlendCutOff cutOff = mask == 0 ? new BlendCutOff.Never() : new BlendCutOff.Steps(0);
            LatentHook blend = blend(target, filled(mask), new BlendWeights.Hard(), cutOff);
            assertThat(sample(blend, eta)).isEqualTo(plain);
          }
        });
  }

  @Test
  void aFullRegionIsTheOrdinarySampleAndAnEmptyOneTheKnownFilm() {
    float[] plain = sample(LatentHook.NONE, 1);
    Scope.running(
        () -> {
          try (Latents known = new Latents(target(1))) {
            RegionReplacement everywhere =
                new RegionReplacement(known, filled(1), List.of(stream("forward")), STEPS, false);
            assertThat(sample(everywhere, 1)).isEqualTo(plain);
            RegionReplacement nowhere =
                new RegionReplacement(known, filled(0), List.of(stream("forward")), STEPS, true);
            assertThat(sample(nowhere, 1)).isEqualTo(Tensors.floats(target(1)));
          }
        });
  }

  @Test
  void withoutTheLastReplacementTheOutsideIsCloseAsPublishedButNotTheSame() {
    Scope.running(
        () -> {
          try (Latents known = new Latents(target(1))) {
            RegionReplacement published =
                new RegionReplacement(known, filled(0), List.of(stream("forward")), STEPS, false);
            float[] end = sample(published, 1);
            float[] film = Tensors.floats(target(1));
            double worst = 0;
            for (int i = 0; i < end.length; i++) {
              worst = Math.max(worst, Math.abs(end[i] - film[i]));
            }
            assertThat(worst).isGreaterThan(0).isLessThan(0.3);
          }
        });
  }

  @Test
  void forwardNoiseIsFreshAtEveryStep() {
    Scope.running(
        () -> {
          try (Latents target = new Latents(target(1))) {
            AnatomyBlend blend =
                blend(target, filled(1), new BlendWeights.Hard(), new BlendCutOff.Never());
            float[] first = Tensors.floats(blend.after(0, 2, target(1)));
            float[] second = Tensors.floats(blend.after(1, 2, target(1)));
            for (int i = 0; i < first.length; i++) {
              assertThat(first[i]).isNotEqualTo(second[i]);
            }
          }
        });
  }

  @Test
  void publishedDecaysLoseWeightAndTheConvexOneDoesNot() {
    for (double share : new double[] {0.1, 0.4, 0.7, 0.95}) {
      for (double m : new double[] {0, 0.3, 1}) {
        BlendWeights convex = new BlendWeights.Convex(2);
        double tied = convex.target(share) * m;
        assertThat(tied + (1 - tied)).isEqualTo(1);
        BlendWeights released = new BlendWeights.Released(1);
        double sum = released.target(share) * m + released.latents(share) * (1 - m);
        assertThat(sum).isLessThan(1);
      }
    }
    assertThat(new BlendWeights.Released(3).target(0.5)).isCloseTo(0.125, within(1e-12));
    assertThat(new BlendWeights.Released(3).latents(0.25)).isCloseTo(0.421875, within(1e-12));
    // where nothing is tied, the published decay shrinks the latents, the convex one leaves them
    Scope.running(
        () -> {
          try (Latents target = new Latents(target(1))) {
            double sigma = VariancePreserving.xreal().sigma(501);
            Tensor x = target(1);
            float[] shrunk =
                Tensors.floats(
                    blend(target, filled(0), new BlendWeights.Released(1), new BlendCutOff.Never())
                        .after(0, sigma, x));
            float[] kept =
                Tensors.floats(
                    blend(target, filled(0), new BlendWeights.Convex(1), new BlendCutOff.Never())
                        .after(0, sigma, x));
            float[] before = Tensors.floats(x);
            for (int i = 0; i < before.length; i++) {
              assertThat(kept[i]).isEqualTo(before[i]);
              assertThat(shrunk[i])
                  .isCloseTo((float) (before[i] * (1 - 501 / 999.0)), within(1e-5f));
            }
          }
        });
  }

  @Test
  void aTailGoesOnWhereTheCutOffEndsTheFullBlend() {
    Scope.running(
        () -> {
          try (Latents target = new Latents(target(1))) {
            BlendCutOff cutOff = new BlendCutOff.Steps(2);
            Tensor x = target(1).mul(new Scalar(5));
            assertThat(
                    Tensors.floats(
                        blend(target, filled(1), new BlendWeights.Hard(), cutOff).after(3, 1, x)))
                .isEqualTo(Tensors.floats(x));
            assertThat(
                    Tensors.floats(
                        blend(target, filled(1), new BlendWeights.ReleasedTail(1), cutOff)
                            .after(3, 1, x)))
                .isNotEqualTo(Tensors.floats(x));
            assertThat(
                    Tensors.floats(
                        blend(target, filled(1), new BlendWeights.ReleasedTail(1), cutOff)
                            .after(0, 1, x)))
                .isEqualTo(
                    Tensors.floats(
                        blend(target, filled(1), new BlendWeights.Hard(), cutOff).after(0, 1, x)));
          }
        });
  }

  /** Golden: N = 100 and cut-off 50 cover t = 991..501, N = 50 and cut-off 25 end there, too. */
  @ParameterizedTest
  @CsvSource({"100, 50", "50, 25"})
  void halfOfTheStepsEndsAtTheSameNoiseAsItsSignalToNoiseRatio(int steps, int half) {
    double[] sigmas = VariancePreserving.xreal().sigmas(steps);
    BlendCutOff bySteps = new BlendCutOff.Steps(half);
    BlendCutOff bySnr =
        new BlendCutOff.SignalToNoise(0.0643809); // of t = 501, from the method page
    for (int step = 0; step < steps; step++) {
      assertThat(bySnr.holds(step, sigmas[step]))
          .as("step %d", step)
          .isEqualTo(bySteps.holds(step, sigmas[step]));
    }
  }

  @Test
  void aBatchIsItsRowsAlone() {
    Scope.running(
        () -> {
          int rows = 3;
          float[] masks = new float[rows * CELLS];
          List<RandomStream> streams = new ArrayList<>();
          for (int row = 0; row < rows; row++) {
            Arrays.fill(masks, row * CELLS, (row + 1) * CELLS, row / 2f);
            streams.add(RandomStream.of(3, row, "forward"));
          }
          Tensor x = target(rows).mul(new Scalar(2));
          try (Latents all = new Latents(target(rows))) {
            float[] together =
                Tensors.floats(
                    new RegionReplacement(all, masks, streams, STEPS, false).after(0, 1.5, x));
            for (int row = 0; row < rows; row++) {
              try (Latents one = new Latents(target(rows).narrow(0, row, 1))) {
                float[] alone =
                    Tensors.floats(
                        new RegionReplacement(
                                one,
                                filled(row / 2f),
                                List.of(RandomStream.of(3, row, "forward")),
                                STEPS,
                                false)
                            .after(0, 1.5, x.narrow(0, row, 1)));
                assertThat(Arrays.copyOfRange(together, row * 2 * CELLS, (row + 1) * 2 * CELLS))
                    .isEqualTo(alone);
              }
            }
          }
        });
  }

  @Test
  void oneRegionOverEverythingIsOrdinaryGuidance() {
    Denoiser rows =
        (x, sigma) -> {
          Tensor factor = Tensors.of(new float[] {0.8f, 0.3f}, Device.CPU, 2, 1, 1, 1);
          return x.mul(factor);
        };
    Guidance guidance = new Guidance(3, 0);
    Scope.running(
        () -> {
          Tensor x = target(1);
          Tensor regional =
              new RegionalDenoiser(rows, List.of(guidance), List.of(filled(1))).denoise(x, 1);
          Tensor plain = guidance.apply(x.mul(new Scalar(0.8f)), x.mul(new Scalar(0.3f)));
          float[] expected = Tensors.floats(plain);
          float[] got = Tensors.floats(regional);
          for (int i = 0; i < got.length; i++) {
            assertThat(got[i]).isCloseTo(expected[i], within(1e-5f));
          }
          Tensor nowhere =
              new RegionalDenoiser(rows, List.of(guidance), List.of(filled(0))).denoise(x, 1);
          assertThat(Tensors.floats(nowhere)).isEqualTo(Tensors.floats(x.mul(new Scalar(0.3f))));
        });
  }

  @Test
  void wordsAreReadAndMistakesSayWhatIsMeant() {
    assertThat(BlendCutOff.named("snr:0.25")).isEqualTo(new BlendCutOff.SignalToNoise(0.25));
    assertThat(BlendCutOff.named("steps:50")).isEqualTo(new BlendCutOff.Steps(50));
    assertThat(BlendCutOff.named("never")).isEqualTo(new BlendCutOff.Never());
    assertThat(BlendWeights.named("released-tail:2")).isEqualTo(new BlendWeights.ReleasedTail(2));
    assertThat(BlendWeights.named("convex:0.5")).isEqualTo(new BlendWeights.Convex(0.5));
    for (String wrong : List.of("soon", "steps:x", "snr", "steps:-1", "snr:NaN")) {
      assertThatThrownBy(() -> BlendCutOff.named(wrong)).isInstanceOf(RequestException.class);
    }
    for (String wrong : List.of("soft", "convex", "released:0", "hard:1")) {
      assertThatThrownBy(() -> BlendWeights.named(wrong)).isInstanceOf(RequestException.class);
    }
  }
}
