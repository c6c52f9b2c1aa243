package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** Kernel distance, neighbours and memorisation: golden numbers worked by hand. */
final class SetComparisonTest {

  @Test
  void kernelDistanceOfTwoPairs() {
    // within: 1 and 27; across: (1 + 1 + 8 + 27) / 4
    double[][] x = {{0}, {1}};
    double[][] y = {{1}, {2}};
    assertThat(KernelDistance.between(x, y)).isCloseTo(9.5, within(1e-12));
    assertThat(KernelDistance.between(x, x)).isCloseTo(-3.5, within(1e-12));
  }

  @Test
  void kernelDistanceTellsDistributionsApart() {
    double[][] x = Clouds.normal(1, 200, 4, 0);
    double same = KernelDistance.between(x, Clouds.normal(2, 200, 4, 0));
    double other = KernelDistance.between(x, Clouds.normal(3, 200, 4, 1));
    assertThat(Math.abs(same)).isLessThan(0.3);
    assertThat(other).isGreaterThan(3);
    assertThatThrownBy(() -> KernelDistance.between(x, new double[1][4]))
        .hasMessageContaining("at least two");
  }

  @Test
  void aSetAgainstItsOwnCopyIsPerfect() {
    double[][] points = Clouds.normal(7, 40, 3, 0);
    assertThat(PrecisionRecall.of(points, points, 5)).isEqualTo(new PrecisionRecall(1, 1, 1, 1));
  }

  @Test
  void setsFarApartShareNothing() {
    assertThat(PrecisionRecall.of(Clouds.normal(1, 30, 3, 0), Clouds.normal(2, 30, 3, 1000), 5))
        .isEqualTo(new PrecisionRecall(0, 0, 0, 0));
  }

  @Test
  void aCollapsedSetIsPreciseAndCoversLittle() {
    double[][] real = Clouds.normal(1, 100, 2, 0);
    double[][] collapsed = Clouds.normal(2, 100, 2, 0);
    for (double[] point : collapsed) {
      point[0] *= 0.01;
      point[1] *= 0.01;
    }
    PrecisionRecall found = PrecisionRecall.of(real, collapsed, 5);
    assertThat(found.precision()).isEqualTo(1);
    assertThat(found.recall()).isLessThan(0.1);
    assertThat(found.coverage()).isLessThan(0.3);
  }

  @Test
  void tooFewFilmsForTheNeighboursAreRefused() {
    double[][] few = Clouds.normal(1, 5, 2, 0);
    assertThatThrownBy(() -> PrecisionRecall.of(few, few, 5)).hasMessageContaining("more than k");
  }
}
