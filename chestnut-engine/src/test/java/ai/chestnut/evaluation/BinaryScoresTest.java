package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.random.RandomStream;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class BinaryScoresTest {

  /** The naive twin: every pair of one stratum. */
  private static double pairs(double[] scores, boolean[] truth, int[] strata, int[] films) {
    double won = 0;
    double all = 0;
    for (int i : films) {
      for (int j : films) {
        if (truth[i] && !truth[j] && strata[i] == strata[j]) {
          all++;
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }
    return won / all;
  }

  @Property(tries = 100)
  void areasAreSharesOfPairs(@ForAll long seed) {
    RandomStream random = RandomStream.of(seed, 0, "scores");
    int n = 2 + random.nextInt(40);
    double[] scores = new double[n];
    boolean[] truth = new boolean[n];
    int[] strata = new int[n];
    int[] films = new int[n];
    for (int i = 0; i < n; i++) {
      scores[i] = random.nextInt(6) / 5.0; // many ties
      truth[i] = random.chance(0.5);
      strata[i] = random.nextInt(3);
      films[i] = random.nextInt(n);
    }
    BinaryScores found = BinaryScores.of(scores, truth);
    assertThat(found.auroc(films))
        .isEqualTo(pairs(scores, truth, new int[n], films), within(1e-12));
    assertThat(found.aurocWithin(strata, films))
        .isEqualTo(pairs(scores, truth, strata, films), within(1e-12));
  }

  @Test
  void figuresWorkedByHand() {
    BinaryScores found =
        BinaryScores.of(
            new double[] {0.9, 0.8, 0.4, 0.4, 0.1},
            new boolean[] {true, false, true, false, false});
    assertThat(found.auroc(found.all())).isCloseTo((3 + 1.5) / 6, within(1e-12));
    assertThat(found.f1(0.4, found.all())).isCloseTo(2 * 2.0 / (2 * 2 + 2), within(1e-12));
    double brier = (0.01 + 0.64 + 0.36 + 0.16 + 0.01) / 5;
    assertThat(found.brier(found.all())).isCloseTo(brier, within(1e-12));
    assertThat(found.brierSkill(found.all())).isCloseTo(1 - brier / 0.24, within(1e-12));
    assertThat(found.positives()).isEqualTo(2);
    assertThat(found.count()).isEqualTo(5);
    int[] negatives = {1, 3};
    assertThat(found.auroc(negatives)).isNaN();
    assertThat(found.brierSkill(negatives)).isNaN();
    assertThat(found.f1(0.95, negatives)).isNaN();
  }

  @Test
  void theAreasIntervalIsThatOfHanleyAndMcNeil() {
    RandomStream random = RandomStream.of(9, 0, "auroc");
    boolean[] truth = new boolean[200];
    double[] scores = new double[200];
    for (int i = 0; i < 200; i++) {
      truth[i] = i < 80;
      scores[i] = random.nextGaussian() + (truth[i] ? 1 : 0);
    }
    BinaryScores found = BinaryScores.of(scores, truth);
    Interval area = found.auroc("test");
    // Hanley and McNeil (1982), equation 2
    double a = area.value();
    double q1 = a / (2 - a);
    double q2 = 2 * a * a / (1 + a);
    double error = Math.sqrt((a * (1 - a) + 79 * (q1 - a * a) + 119 * (q2 - a * a)) / (80.0 * 120));
    assertThat(area.high() - area.low()).isCloseTo(2 * 1.96 * error, within(0.02));
    List<String> patients = IntStream.range(0, 200).mapToObj(i -> "p" + i % 20).toList();
    assertThat(found.auroc("test", patients).holds(a)).isTrue();
  }

  @Test
  void whatCannotBeScoredIsRefused() {
    assertThatThrownBy(() -> BinaryScores.of(new double[2], new boolean[3]))
        .hasMessageContaining("2 for 3 films");
    assertThatThrownBy(() -> BinaryScores.of(new double[] {Double.NaN}, new boolean[1]))
        .hasMessageContaining("not finite");
  }
}
