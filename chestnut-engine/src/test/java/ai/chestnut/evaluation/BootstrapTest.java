package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BootstrapTest {

  private static double[] normals(long seed, int count, double shift) {
    RandomStream random = RandomStream.of(seed, 0, "bootstrap-test");
    return IntStream.range(0, count).mapToDouble(i -> shift + random.nextGaussian()).toArray();
  }

  @Test
  void theMeansIntervalIsAsWideAsTheoryAndTheSameEveryTime() {
    double[] values = normals(1, 400, 5);
    Interval found = Bootstrap.of("mean").mean(values);
    assertThat(Bootstrap.of("mean").mean(values)).isEqualTo(found);
    assertThat(Bootstrap.of("another").mean(values)).isNotEqualTo(found);
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double half = 1.96 * Math.sqrt(squares / values.length / values.length);
    assertThat(found.value()).isCloseTo(mean, within(1e-12));
    assertThat(found.high() - mean).isCloseTo(half, within(0.1 * half));
    assertThat(mean - found.low()).isCloseTo(half, within(0.1 * half));
  }

  @Test
  void theIntervalHoldsTheTruthNineteenTimesInTwenty() {
    int plain = 0;
    int corrected = 0;
    for (int set = 0; set < 200; set++) {
      double[] values = normals(100 + set, 40, 0);
      Bootstrap bootstrap = Bootstrap.of("coverage").withResamples(200);
      SampleUnits films = SampleUnits.films(40);
      plain += bootstrap.percentile(films, f -> Bootstrap.mean(values, f)).holds(0) ? 1 : 0;
      corrected += bootstrap.bca(films, f -> Bootstrap.mean(values, f)).holds(0) ? 1 : 0;
    }
    assertThat(plain).isBetween(178, 198);
    assertThat(corrected).isBetween(178, 198);
  }

  @Test
  void theCorrectedIntervalOfASkewedStatisticIsShiftedUpwards() {
    // the plug-in variance of few points is biased downwards and skewed to the right
    double[] values = normals(8, 25, 0);
    Bootstrap.Statistic variance =
        films -> {
          double mean = Bootstrap.mean(values, films);
          return Arrays.stream(films)
              .mapToDouble(f -> (values[f] - mean) * (values[f] - mean))
              .average()
              .orElseThrow();
        };
    SampleUnits films = SampleUnits.films(25);
    Interval plain = Bootstrap.of("variance").percentile(films, variance);
    Interval corrected = Bootstrap.of("variance").bca(films, variance);
    assertThat(corrected.value()).isEqualTo(plain.value());
    assertThat(corrected.low()).isGreaterThan(plain.low() + 0.02);
    assertThat(corrected.high()).isGreaterThan(plain.high() + 0.05);
  }

  @Test
  void filmsOfOnePatientAreOneObservation() {
    double[] values = new double[300];
    List<String> patients = IntStream.range(0, 300).mapToObj(i -> "p" + i / 10).toList();
    double[] perPatient = normals(3, 30, 0);
    Arrays.setAll(values, i -> perPatient[i / 10]);
    Interval together =
        Bootstrap.of("patients")
            .percentile(SampleUnits.patients(patients), f -> Bootstrap.mean(values, f));
    Interval apart = Bootstrap.of("patients").mean(values);
    double ratio = (together.high() - together.low()) / (apart.high() - apart.low());
    assertThat(ratio).isCloseTo(Math.sqrt(10), within(0.4));
  }

  @Test
  void pairedSystemsAreComparedOnTheSameFilms() {
    double[] first = normals(4, 100, 0);
    double[] better = Arrays.stream(first).map(v -> v + 0.05).toArray();
    double[] noise = normals(5, 100, 0);
    Bootstrap bootstrap = Bootstrap.of("paired");
    SampleUnits films = SampleUnits.films(100);
    Bootstrap.Comparison seen =
        bootstrap.paired(films, f -> Bootstrap.mean(first, f), f -> Bootstrap.mean(better, f));
    assertThat(seen.difference().low()).isCloseTo(0.05, within(1e-9));
    assertThat(seen.pValue()).isCloseTo(2.0 / 2001, within(1e-12));
    Bootstrap.Comparison unseen =
        bootstrap.paired(films, f -> Bootstrap.mean(first, f), f -> Bootstrap.mean(noise, f));
    assertThat(unseen.difference().holds(0)).isTrue();
    assertThat(unseen.pValue()).isGreaterThan(0.05);
  }

  @Test
  void twoSetsAreResampledEachByItself() {
    double[] a = normals(6, 200, 0);
    double[] b = normals(7, 100, 1);
    Interval found =
        Bootstrap.of("two")
            .percentile(
                SampleUnits.films(200),
                SampleUnits.films(100),
                (x, y) -> Bootstrap.mean(b, y) - Bootstrap.mean(a, x));
    double half = 1.96 * Math.sqrt(1 / 200.0 + 1 / 100.0);
    assertThat(found.high() - found.low()).isCloseTo(2 * half, within(0.3 * half));
    assertThat(found.holds(1)).isTrue();
  }

  @Test
  void aFigureThatFewResamplesDefineHasNoInterval() {
    assertThatThrownBy(
            () ->
                Bootstrap.of("undefined")
                    .percentile(
                        SampleUnits.films(9),
                        films -> Arrays.stream(films).anyMatch(f -> f == 8) ? Double.NaN : 1))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("too few films");
    assertThatThrownBy(() -> SampleUnits.films(0)).hasMessageContaining("no film");
    assertThatThrownBy(() -> Bootstrap.of("few").withResamples(3)).hasMessageContaining("20");
  }

  @Test
  void wilsonsInterval() {
    assertWilson(50, 100, 0.403832, 0.596168);
    assertWilson(78, 100, 0.689296, 0.849987);
    assertWilson(40, 100, 0.309401, 0.497997);
    assertWilson(0, 10, 0, 0.277533);
    assertWilson(10, 10, 0.722467, 1);
    assertThatThrownBy(() -> Interval.wilson(3, 2)).hasMessageContaining("3 of 2");
  }

  private static void assertWilson(int hits, int trials, double low, double high) {
    Interval found = Interval.wilson(hits, trials);
    assertThat(found.low()).isCloseTo(low, within(1e-6));
    assertThat(found.high()).isCloseTo(high, within(1e-6));
  }
}
