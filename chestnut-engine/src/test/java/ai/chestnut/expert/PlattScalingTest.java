package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import org.junit.jupiter.api.Test;

final class PlattScalingTest {

  /** Films whose true probability is sigmoid(logit / 2.5 - 1): what the net says is too sure. */
  private static final int FILMS = 4000;

  private final double[] logits = new double[FILMS];
  private final boolean[] present = new boolean[FILMS];

  @Test
  void theTruthBehindOversureLogitsIsFound() {
    draw(1);
    LogitScale scale = PlattScaling.fit(logits, present);
    assertThat(scale.temperature()).isCloseTo(2.5, within(0.2));
    assertThat(scale.bias()).isCloseTo(-1, within(0.12));
    assertThat(PlattScaling.fit(logits, present, 2.5).bias()).isCloseTo(-1, within(0.12));
  }

  /** Slow path: no point of a grid around it is likelier. */
  @Test
  void itIsTheLikeliest() {
    draw(2);
    LogitScale scale = PlattScaling.fit(logits, present);
    double best = loss(scale.temperature(), scale.bias());
    for (int i = -10; i <= 10; i++) {
      for (int j = -10; j <= 10; j++) {
        double other = loss(1 / (1 / scale.temperature() + 0.01 * i), scale.bias() + 0.02 * j);
        assertThat(other).isGreaterThanOrEqualTo(best - 1e-12);
      }
    }
  }

  @Test
  void fullySeparatedFilmsStayFinite() {
    double[] apart = {-3, -2, 2, 3};
    LogitScale scale = PlattScaling.fit(apart, new boolean[] {false, false, true, true});
    assertThat(scale.probability(3)).isBetween(0.6, 0.9); // Platt's targets: 3/4 and 1/4
    assertThat(scale.temperature()).isBetween(0.1, 10.0);
  }

  @Test
  void aNetThatKnowsNothingOrTheContrarySaysAboutTheShare() {
    draw(3);
    for (int i = 0; i < FILMS; i++) {
      logits[i] = -logits[i];
    }
    LogitScale scale = PlattScaling.fit(logits, present);
    assertThat(scale.temperature()).isEqualTo(20);
    double share = 0;
    for (boolean each : present) {
      share += each ? 1.0 / FILMS : 0;
    }
    assertThat(scale.probability(0)).isCloseTo(share, within(0.03));
  }

  @Test
  void oneKindOfFilmsTellsNothing() {
    assertThatThrownBy(() -> PlattScaling.fit(new double[] {1, 2}, new boolean[] {true, true}))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("2 films with and 0 without");
  }

  private void draw(long seed) {
    RandomStream stream = RandomStream.of(seed, 0, "platt");
    for (int i = 0; i < FILMS; i++) {
      logits[i] = 4 * stream.nextGaussian();
      present[i] = stream.uniform(0, 1) < LogitScale.sigmoid(logits[i] / 2.5 - 1);
    }
  }

  private double loss(double temperature, double bias) {
    int there = 0;
    for (boolean each : present) {
      there += each ? 1 : 0;
    }
    double sum = 0;
    for (int i = 0; i < FILMS; i++) {
      double p = LogitScale.sigmoid(logits[i] / temperature + bias);
      double target = present[i] ? (there + 1.0) / (there + 2.0) : 1.0 / (FILMS - there + 2.0);
      sum -= target * Math.log(p) + (1 - target) * Math.log(1 - p);
    }
    return sum / FILMS;
  }
}
