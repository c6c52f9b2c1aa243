package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class FrechetEstimateTest {

  @Test
  void theLineTakesAwayTheBiasOfFewFilms() {
    // one distribution: the distance with endless films is 0
    int nearer = 0;
    int held = 0;
    for (int seed = 0; seed < 20; seed++) {
      FrechetEstimate found =
          FrechetEstimate.of(
              FrechetGroups.of(Clouds.normal(2 * seed, 400, 6, 0)),
              FrechetGroups.of(Clouds.normal(2 * seed + 1, 400, 6, 0)));
      nearer += Math.abs(found.atInfinity().value()) < found.atHand().value() / 2 ? 1 : 0;
      held += found.atInfinity().holds(0) ? 1 : 0;
      assertThat(found.atHand().value()).isPositive();
      assertThat(found.curve())
          .extracting(FrechetEstimate.Size::films)
          .usingElementComparator((a, b) -> Math.abs(a - b) < 1 ? 0 : Double.compare(a, b))
          .containsExactly(400.0, 200.0, 400 / 3.0, 100.0);
      assertThat(found.curve().get(3).distance()).isGreaterThan(found.curve().get(0).distance());
    }
    assertThat(nearer).isGreaterThanOrEqualTo(16);
    assertThat(held).isGreaterThanOrEqualTo(16);
  }

  @Test
  void theIntervalHoldsAKnownDistance() {
    // shifted by one half in each of six dimensions: 1.5
    int held = 0;
    for (int seed = 0; seed < 20; seed++) {
      Interval found =
          FrechetEstimate.of(
                  FrechetGroups.of(Clouds.normal(100 + 2 * seed, 400, 6, 0)),
                  FrechetGroups.of(Clouds.normal(101 + 2 * seed, 300, 6, 0.5)))
              .atInfinity();
      assertThat(found.value()).isCloseTo(1.5, within(0.6));
      held += found.holds(1.5) ? 1 : 0;
    }
    assertThat(held).isGreaterThanOrEqualTo(16);
  }

  @Test
  void shardsMergeToTheBitAndTheWholeIsThePlainDistance() {
    double[][] x = Clouds.normal(1, 100, 4, 0);
    double[][] y = Clouds.normal(2, 90, 4, 1);
    FrechetGroups first = new FrechetGroups(4);
    FrechetGroups second = new FrechetGroups(4);
    for (int i = 0; i < x.length; i++) {
      (i % 3 == 0 ? first : second).add(i, x[i]);
    }
    second.merge(first);
    FrechetGroups other = FrechetGroups.of(y);
    FrechetEstimate found = FrechetEstimate.of(second, other);
    assertThat(found).isEqualTo(FrechetEstimate.of(FrechetGroups.of(x), other));
    assertThat(found.atHand().value())
        .isEqualTo(FrechetDistance.between(SetStatistics.of(x), SetStatistics.of(y)));
    assertThat(found.curve().get(0).distance()).isEqualTo(found.atHand().value());
  }

  @Test
  void filmsOfAPatientStayTogetherAndTooFewAreRefused() {
    FrechetGroups groups = new FrechetGroups(2);
    for (int film = 0; film < 60; film++) {
      groups.add(film / 2, new double[] {film, 1});
    }
    for (int group = 0; group < FrechetGroups.GROUPS; group++) {
      assertThat(groups.part(group, FrechetGroups.GROUPS, -1).count() % 2).isZero();
    }
    assertThatThrownBy(
            () -> FrechetEstimate.of(groups, FrechetGroups.of(Clouds.normal(1, 20, 2, 0))))
        .hasMessageContaining("at least 24");
  }
}
