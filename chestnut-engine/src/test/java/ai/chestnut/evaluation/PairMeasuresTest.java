package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.random.RandomStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Similarity of pairs, diversity of sets and the power spectrum, without reference programs. */
final class PairMeasuresTest {

  private static final Radiograph FILM = Lcg.film(192, Lcg.texture(3, 192, 192));

  private static Radiograph grey(int side, double value) {
    float[] unit = new float[side * side];
    Arrays.fill(unit, (float) value);
    return Radiograph.ofUnit(side, side, 16, unit);
  }

  @Test
  void aFilmIsLikeItselfAndLessLikeWhatWasHarmed() {
    assertThat(StructuralSimilarity.of(FILM, FILM)).isCloseTo(1, within(1e-12));
    assertThat(StructuralSimilarity.overScales(FILM, FILM)).isCloseTo(1, within(1e-12));
    assertThat(StructuralSimilarity.peakSignalToNoise(FILM, FILM)).isInfinite();
    double before = 1;
    for (Disturbance blur : Disturbance.Kind.BLUR.graded()) {
      Radiograph blurred = blur.of(FILM, RandomStream.of(0, 0, "pairs"));
      double now = StructuralSimilarity.overScales(FILM, blurred);
      assertThat(now).isLessThan(before - 0.005);
      before = now;
    }
  }

  @Test
  void aConstantDifferenceOfATenthIsTwentyDecibels() {
    assertThat(StructuralSimilarity.peakSignalToNoise(grey(32, 0.4), grey(32, 0.5)))
        .isCloseTo(20, within(1e-3));
  }

  @Test
  void sizesThatWillNotDoAreRefused() {
    assertThatThrownBy(() -> StructuralSimilarity.of(grey(32, 0), grey(33, 0)))
        .hasMessageContaining("32x32 and 33x33");
    assertThatThrownBy(() -> StructuralSimilarity.of(grey(10, 0), grey(10, 0)))
        .hasMessageContaining("11");
    assertThatThrownBy(() -> StructuralSimilarity.overScales(grey(160, 0), grey(160, 0)))
        .hasMessageContaining("176");
    assertThatThrownBy(() -> StructuralSimilarity.overScales(grey(250, 0), grey(250, 0)))
        .hasMessageContaining("multiples of 16");
    assertThatThrownBy(() -> new OctavePower(48, 48).add(grey(48, 0)))
        .hasMessageContaining("power of two");
    assertThatThrownBy(() -> new OctavePower(64, 64).add(grey(32, 0)))
        .hasMessageContaining("64x64");
    assertThatThrownBy(() -> new OctavePower(64, 64).mean()).hasMessageContaining("none");
    assertThatThrownBy(() -> PairwiseDiversity.of(1, i -> FILM)).hasMessageContaining("two");
  }

  @Test
  void oneFilmRepeatedHasNoDiversity() {
    assertThat(PairwiseDiversity.of(3, i -> FILM)).isEqualTo(new Interval(1, 1, 1));
    Interval varied = PairwiseDiversity.of(6, i -> Lcg.film(192, Lcg.texture(50 + i, 192, 192)));
    assertThat(varied.value()).isBetween(0.0, 0.5);
    assertThat(varied.high()).isGreaterThanOrEqualTo(varied.value());
  }

  @Test
  void pairsAreOfDifferentFilmsAndDifferent() {
    List<PairwiseDiversity.Pair> few = PairwiseDiversity.pairs(5, 500);
    assertThat(few).hasSize(10).doesNotHaveDuplicates();
    List<PairwiseDiversity.Pair> many = PairwiseDiversity.pairs(1000, 500);
    HashSet<Integer> films = new HashSet<>();
    many.forEach(pair -> films.addAll(List.of(pair.one(), pair.other())));
    assertThat(many).hasSize(500);
    assertThat(films).hasSize(1000);
  }

  @Test
  void theFastTransformIsTheNaiveOne() {
    RandomStream random = RandomStream.of(2, 0, "fourier");
    double[] real = new double[32];
    double[] imaginary = new double[32];
    Arrays.setAll(real, i -> random.nextGaussian());
    Arrays.setAll(imaginary, i -> random.nextGaussian());
    double[] re = real.clone();
    double[] im = imaginary.clone();
    Fourier.transform(re, im);
    for (int k = 0; k < 32; k++) {
      double sumRe = 0;
      double sumIm = 0;
      for (int i = 0; i < 32; i++) {
        double angle = -2 * Math.PI * k * i / 32;
        sumRe += real[i] * Math.cos(angle) - imaginary[i] * Math.sin(angle);
        sumIm += imaginary[i] * Math.cos(angle) + real[i] * Math.sin(angle);
      }
      assertThat(re[k]).isCloseTo(sumRe, within(1e-12));
      assertThat(im[k]).isCloseTo(sumIm, within(1e-12));
    }
  }

  @Test
  void blurTakesThePowerOfFineOctaves() {
    OctavePower clean = new OctavePower(128, 128);
    OctavePower blurred = new OctavePower(128, 128);
    Radiograph film = Lcg.film(128, Lcg.texture(3, 128, 128));
    clean.add(film);
    blurred.add(new Disturbance.Blur(2).of(film, RandomStream.of(0, 0, "pairs")));
    double[] ratio = blurred.over(clean);
    assertThat(ratio).hasSize(6);
    // a Gaussian of deviation one pixel at the middle of octaves 0, 1 and 2
    assertThat(ratio[0]).isLessThan(0.1);
    assertThat(ratio[1]).isBetween(0.15, 0.6);
    assertThat(ratio[4]).isBetween(0.95, 1.01);
    assertThat(clean.over(clean)).containsOnly(1);
  }

  @Test
  void theKernelDistancesIntervalIsHonest() {
    // E[(x·y/3 + 1)³] for x, y from N(a, I), N(b, I), by E[(x·y)³ | y] = (a·y)³ + 3 (a·y) |y|²
    double truth = 32 / 3.0;
    int held = 0;
    for (int set = 0; set < 60; set++) {
      double[][] x = Clouds.normal(1000 + 2 * set, 60, 3, 0);
      double[][] y = Clouds.normal(1001 + 2 * set, 50, 3, 1);
      Interval found = KernelDistance.withInterval(x, y);
      held += found.holds(truth) ? 1 : 0;
      assertThat(found.value()).isCloseTo(KernelDistance.between(x, y), within(1e-12));
    }
    assertThat(held).isBetween(50, 60);
  }
}
