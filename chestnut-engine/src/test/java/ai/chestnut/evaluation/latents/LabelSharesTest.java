package ai.chestnut.evaluation.latents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LabelSharesTest {

  private static final List<Finding> KNOWN =
      List.of(Finding.CARDIOMEGALY, Finding.EDEMA, Finding.MASS);

  private static Map<Finding, Double> film(double cardiomegaly, double edema, double mass) {
    return Map.of(Finding.CARDIOMEGALY, cardiomegaly, Finding.EDEMA, edema, Finding.MASS, mass);
  }

  private static final LabelShares SOME =
      LabelShares.of(
          KNOWN, List.of(film(0.9, 0.6, 0), film(0.5, 0.1, 0), film(0, 0.8, 0), film(0, 0, 0.2)));

  @Test
  void sharesAndPairsAreCounted() {
    assertThat(SOME.shares()).containsExactly(0.5, 0.5, 0);
    assertThat(SOME.together()[0][1]).isEqualTo(0.25);
    assertThat(SOME.described().toString())
        .contains("cardiomegaly + edema=0.25")
        .doesNotContain("mass + ");
  }

  @Test
  void twoSetsDifferByTheirMeanDifference() {
    LabelShares other = LabelShares.of(KNOWN, List.of(film(1, 1, 0), film(1, 1, 1)));
    assertThat(SOME.shareDifference(other)).isCloseTo((0.5 + 0.5 + 0.5) / 3, within(1e-12));
    assertThat(SOME.pairDifference(other)).isCloseTo((0.75 + 0.5 + 0.5) / 3, within(1e-12));
    assertThat(SOME.shareDifference(SOME)).isZero();
  }

  @Test
  void noFilmIsAMistake() {
    assertThatThrownBy(() -> LabelShares.of(KNOWN, List.of())).isInstanceOf(RequestException.class);
  }
}
