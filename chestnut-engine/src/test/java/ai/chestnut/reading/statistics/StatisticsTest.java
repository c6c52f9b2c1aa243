package ai.chestnut.reading.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.evaluation.BinaryScores;
import ai.chestnut.evaluation.Interval;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Worked examples of the literature. */
final class StatisticsTest {

  /** Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I. */
  @Test
  void wilsonsIntervalAsNewcombePrintsIt() {
    assertInterval(Interval.wilson(81, 263), 0.2553, 0.3662);
    assertInterval(Interval.wilson(15, 148), 0.0624, 0.1605);
    assertInterval(Interval.wilson(0, 20), 0, 0.1611);
    assertInterval(Interval.wilson(1, 29), 0.0061, 0.1718);
  }

  private static void assertInterval(Interval found, double low, double high) {
    assertThat(found.low()).isCloseTo(low, within(5e-5));
    assertThat(found.high()).isCloseTo(high, within(5e-5));
  }

  /** Stanislaw and Todorov (1999), the example of 20 hits and 10 false alarms in 25 trials each. */
  @Test
  void sensitivityOfStanislawAndTodorov() {
    assertThat(SignalDetection.dPrime(0.8, 0.4)).isCloseTo(1.095, within(5e-4));
    assertThat(SignalDetection.dPrime(0.69146, 0.30854)).isCloseTo(1, within(1e-4));
  }

  /** Hautus (1995): half a trial is added to each cell, so the rates are 20.5/26 and 10.5/26. */
  @Test
  void logLinearCorrectionKeepsExtremesFinite() {
    SignalDetection example = new SignalDetection(20, 25, 10, 25);
    assertThat(example.dPrime())
        .isCloseTo(SignalDetection.dPrime(20.5 / 26, 10.5 / 26), within(1e-12));
    assertThat(example.criterion()).isNegative();
    assertThat(new SignalDetection(25, 25, 0, 25).dPrime()).isFinite().isGreaterThan(3.5);
    assertThatThrownBy(() -> new SignalDetection(3, 2, 0, 1)).hasMessageContaining("3");
  }

  /** Hanley and McNeil (1982), table I: one reader, 58 normal and 51 abnormal CT films. */
  @Test
  void areaOfHanleyAndMcNeil() {
    int[] normal = {33, 6, 6, 11, 2};
    int[] abnormal = {3, 2, 2, 11, 33};
    double[] scores = new double[109];
    boolean[] truth = new boolean[109];
    int at = 0;
    for (int rating = 0; rating < 5; rating++) {
      for (int i = 0; i < normal[rating] + abnormal[rating]; i++, at++) {
        scores[at] = rating + 1;
        truth[at] = i >= normal[rating];
      }
    }
    BinaryScores example = BinaryScores.of(scores, truth);
    assertThat(example.auroc(example.all())).isCloseTo(0.893, within(5e-4));
  }

  /** Cohen (1968), "Weighted kappa", tables 1 and 2; and a table of counts worked by hand. */
  @Test
  void kappaOfCohen() {
    double[][] shares = {{0.44, 0.07, 0.09}, {0.05, 0.20, 0.05}, {0.01, 0.03, 0.06}};
    assertThat(Kappa.cohen(shares)).isCloseTo(0.492, within(5e-4));
    double[][] weights = {{0, 1, 3}, {1, 0, 6}, {3, 6, 0}};
    assertThat(Kappa.weighted(shares, weights)).isCloseTo(0.348, within(5e-4));
    assertThat(Kappa.cohen(new double[][] {{40, 10}, {20, 30}})).isCloseTo(0.4, within(1e-12));
  }

  /**
   * Fleiss and Cohen (1973): with squared distances κ is the intraclass correlation; here by hand.
   */
  @Test
  void quadraticWeights() {
    double[][] table = {{2, 1, 0}, {0, 2, 1}, {0, 0, 2}};
    // disagreement: observed 2/8, expected (2·3·1 + ... ) from the margins (3,3,2) and (2,3,3)
    double expected = (3 * 3 + 3 * 3 * 4 + 3 * 2 + 3 * 3 + 2 * 2 * 4 + 2 * 3) / 64.0;
    assertThat(Kappa.weighted(table, Kappa.quadratic(3)))
        .isCloseTo(1 - 0.25 / expected, within(1e-12));
  }

  /** Ten subjects, fourteen readers, five categories: the example that is shown with Fleiss' κ. */
  @Test
  void kappaOfFleiss() {
    int[][] counts = {
      {0, 0, 0, 0, 14}, {0, 2, 6, 4, 2}, {0, 0, 3, 5, 6}, {0, 3, 9, 2, 0}, {2, 2, 8, 1, 1},
      {7, 7, 0, 0, 0}, {3, 2, 6, 3, 0}, {2, 5, 3, 2, 2}, {6, 5, 2, 1, 0}, {0, 2, 2, 3, 7}
    };
    assertThat(Kappa.fleiss(counts)).isCloseTo(0.210, within(5e-4));
    int[][] agreed = {{3, 0}, {0, 3}, {3, 0}, {0, 3}};
    assertThat(Kappa.fleiss(agreed)).isEqualTo(1);
    int[][] split = {{2, 1}, {1, 2}, {2, 1}, {1, 2}};
    assertThat(Kappa.fleiss(split)).isCloseTo(-1 / 3.0, within(1e-12));
    assertThatThrownBy(() -> Kappa.fleiss(new int[][] {{2, 1}, {1, 1}}))
        .hasMessageContaining("every subject");
  }

  /** Hollander and Wolfe (1973), p. 29: Hamilton depression scores before and after. */
  @Test
  void signedRanksOfHollanderAndWolfe() {
    double[] before = {1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
    double[] after = {0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29};
    double[] differences = new double[before.length];
    Arrays.setAll(differences, i -> before[i] - after[i]);
    SignedRank found = SignedRank.of(differences);
    assertThat(found.positive()).isEqualTo(40);
    assertThat(found.pValue()).isCloseTo(2 * 0.01953125, within(1e-9));
  }

  @Test
  void tiesAndZeroDifferences() {
    // ranks 1.5, 1.5, 3: the sum 6 of all signs positive has chance 1/8
    SignedRank tied = SignedRank.of(new double[] {1, 1, 2, 0});
    assertThat(tied.used()).isEqualTo(3);
    assertThat(tied.positive()).isEqualTo(6);
    assertThat(tied.pValue()).isCloseTo(0.25, within(1e-12));
    assertThat(SignedRank.of(new double[] {0, 0}).pValue()).isEqualTo(1);
  }

  /** The approximation for many differences joins the exact distribution. */
  @Test
  void manyDifferencesAsFew() {
    double[] few = new double[200];
    Arrays.setAll(few, i -> (i % 5 - 1.8) + i * 1e-4);
    double[] many = Arrays.copyOf(few, 201);
    many[200] = 0.001;
    assertThat(SignedRank.of(many).pValue()).isCloseTo(SignedRank.of(few).pValue(), within(5e-3));
  }

  @Test
  void exactTestOfAFairCoin() {
    assertThat(CoinTest.pValue(60, 100)).isCloseTo(0.0568879, within(1e-7));
    assertThat(CoinTest.pValue(39, 100)).isCloseTo(0.0352002, within(1e-7));
    assertThat(CoinTest.pValue(78, 100)).isCloseTo(1.59e-8, within(1e-10));
    assertThat(CoinTest.pValue(5, 10)).isEqualTo(1);
  }
}
