package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.radiograph.Radiograph;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Numbers of the usual reference programs on the same arrays, made with Python 3.11.2, numpy
 * 1.24.2, scipy 1.10.1, PyTorch 1.13.0a0 and scikit-image 0.19.3 as packaged by Debian 12.
 */
final class ReferenceNumbersTest {

  private static final double[][] A = Lcg.cloud(1, 300, 24, 0.3, 1.0);
  private static final double[][] B = Lcg.cloud(2, 300, 24, 0.5, 1.3);
  private static final int[] T1 = Lcg.texture(1, 256, 256);
  private static final int[] T2 = Lcg.texture(2, 256, 256);
  private static final Radiograph FIRST = Lcg.film(256, T1);
  private static final Radiograph SECOND = Lcg.film(256, T2);
  private static final Radiograph MIXED = Lcg.film(256, Lcg.mix(T1, 3, T2));

  @Test
  void theArraysAreTheSame() {
    assertThat(A[0][0]).isEqualTo(0.4619520154397289);
    assertThat(A[299][23]).isEqualTo(0.4200759076817401);
    assertThat(B[299][23]).isEqualTo(-0.42215164897020674);
    assertThat(IntStream.of(T1).sum()).isEqualTo(8331254);
    assertThat(IntStream.of(Lcg.mix(T1, 3, T2)).sum()).isEqualTo(8140568);
  }

  /** github.com/mseitzer/pytorch-fid at b9c1811, calculate_frechet_distance. */
  @Test
  void frechetDistance() {
    assertFrechet(A, B, 5.129500532521703);
    assertFrechet(Lcg.cloud(3, 60, 48, 0, 1), Lcg.cloud(4, 70, 48, 0.1, 1), 19.567074976386976);
  }

  /** The nuclear norm of the product of both centred sets, by numpy's singular values. */
  @Test
  void frechetDistanceOfFewerFilmsThanFeatures() {
    assertFrechet(Lcg.cloud(5, 30, 40, 0, 1), Lcg.cloud(6, 30, 40, 0.1, 1), 29.02284317967667);
  }

  private static void assertFrechet(double[][] x, double[][] y, double expected) {
    assertThat(FrechetDistance.between(SetStatistics.of(x), SetStatistics.of(y)))
        .isCloseTo(expected, within(1e-6 * expected));
  }

  /** github.com/toshas/torch-fidelity at 5e211a9, kernel_mmd with its defaults. */
  @Test
  void kernelDistance() {
    assertThat(KernelDistance.between(A, B)).isCloseTo(0.7448593329573656, within(1e-9));
    assertThat(KernelDistance.withInterval(A, B).value())
        .isCloseTo(0.7448593329573656, within(1e-9));
  }

  /** github.com/clovaai/generative-evaluation-prdc at e320c1d, k = 5. */
  @Test
  void precisionRecallDensityCoverage() {
    assertThat(PrecisionRecall.of(A, B, 5))
        .isEqualTo(new PrecisionRecall(0.43, 1, 0.20533333333333334, 0.5533333333333333));
    assertThat(PrecisionRecall.of(B, A, 5))
        .isEqualTo(new PrecisionRecall(1, 0.43, 2.824666666666667, 0.9966666666666667));
  }

  /**
   * github.com/VainF/pytorch-msssim at b057b07 with a window of 64 bits (its own has 32, and
   * differs in the sixth decimal); scikit-image gives the same SSIM, and the noise.
   */
  @Test
  void structuralSimilarity() {
    assertThat(StructuralSimilarity.of(FIRST, SECOND)).isCloseTo(0.25087969997, within(1e-9));
    assertThat(StructuralSimilarity.of(FIRST, MIXED)).isCloseTo(0.93830778921, within(1e-9));
    assertThat(StructuralSimilarity.overScales(FIRST, SECOND)).isZero();
    assertThat(StructuralSimilarity.overScales(FIRST, MIXED))
        .isCloseTo(0.91110235614, within(1e-9));
    int[] wide = Lcg.texture(7, 320, 192);
    Radiograph one = Lcg.film(320, wide);
    Radiograph other = Lcg.film(320, Lcg.mix(Lcg.texture(8, 320, 192), 1, wide));
    assertThat(StructuralSimilarity.overScales(one, other)).isCloseTo(0.68005300622, within(1e-9));
    assertThat(StructuralSimilarity.peakSignalToNoise(FIRST, MIXED))
        .isCloseTo(26.540963142121452, within(1e-9));
  }

  /** numpy.fft.fft2 under a periodic Hann window. */
  @Test
  void octavePower() {
    OctavePower first = new OctavePower(256, 256);
    first.add(FIRST);
    OctavePower mixed = new OctavePower(256, 256);
    mixed.add(MIXED);
    double[] expected = {
      1.9747975551273105,
      4.424016452013685,
      6.414110389850573,
      17.20755126689862,
      29.788774618417982,
      37.98013540544426,
      2.2465893376047936
    };
    assertThat(first.mean()).usingComparatorWithPrecision(1e-9).containsExactly(expected);
    assertThat(mixed.over(first)[0]).isCloseTo(1.2363286596507006 / expected[0], within(1e-9));
    assertThat(mixed.over(first)[3]).isCloseTo(11.11236645415176 / expected[3], within(1e-9));
  }

  /**
   * github.com/XPixelGroup/BasicSR at 8d56e3a, compute_feature on its own normalised blocks, with
   * pictures of 64 bits (its own have 32, and its figures differ in the fourth decimal).
   */
  @Test
  void naturalnessFeatures() {
    NaturalnessBlocks found = NaturalnessBlocks.of(FIRST);
    double[] block = {
      1.355,
      0.571607884967,
      0.616,
      0.157067304975,
      0.0230961464878,
      0.0785061620585,
      0.597,
      0.159139126857,
      0.0200174218844,
      0.0709064653829,
      0.944,
      0.0509807213553,
      0.0819912210001,
      0.128769940375,
      0.911,
      0.0517050821643,
      0.077283382765,
      0.122083917531,
      2.454,
      0.870621671193,
      0.851,
      0.105664569886,
      0.117589814534,
      0.198838855486,
      0.851,
      0.118962826032,
      0.111761209501,
      0.203235726783,
      0.818,
      0.0170041227187,
      0.140567788995,
      0.152691324806,
      0.833,
      0.0403875111703,
      0.136285591514,
      0.166115790621
    };
    assertThat(found.features()).hasNumberOfRows(4);
    assertThat(found.features()[0]).usingComparatorWithPrecision(1e-8).containsExactly(block);
    assertThat(found.sharpness())
        .usingComparatorWithPrecision(1e-8)
        .containsExactly(
            7.723446479655193, 8.105746657422944, 7.839166243253128, 8.214156331780787);
  }

  /** The same program; the model is fitted as Mittal's does, on textures with a dull left half. */
  @Test
  void naturalness() {
    Naturalness model =
        Naturalness.fit("textures", IntStream.range(20, 44).mapToObj(ReferenceNumbersTest::dull));
    assertThat(model.films()).isEqualTo(24);
    assertThat(model.blocks()).isEqualTo(144);
    assertThat(model.mean()[0]).isCloseTo(1.3582222222, within(1e-9));
    assertThat(model.mean()[35]).isCloseTo(0.1518073044, within(1e-9));
    assertThat(model.covariance()[0][1]).isCloseTo(3.03367596579e-4, within(1e-12));
    assertThat(model.covariance()[3][20]).isCloseTo(4.0322581345e-5, within(1e-12));
    assertThat(model.of(FIRST)).isCloseTo(4.649107661159264, within(1e-5));
    assertThat(model.of(MIXED)).isCloseTo(11.627415781738122, within(1e-5));
    assertThat(model.of(Lcg.film(384, Lcg.texture(9, 384, 288))))
        .isCloseTo(2.2088354194695983, within(1e-5));
    assertThat(model.distance(model.mean(), model.covariance())).isZero();
  }

  private static Radiograph dull(int seed) {
    int[] grey = Lcg.texture(seed, 384, 288);
    for (int i = 0; i < grey.length; i++) {
      grey[i] = i % 384 < 192 ? grey[i] / 4 + 96 : grey[i];
    }
    return Lcg.film(384, grey);
  }
}
