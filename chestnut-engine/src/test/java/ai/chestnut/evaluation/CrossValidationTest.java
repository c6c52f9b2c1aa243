package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.random.RandomStream;
import ai.chestnut.training.FoldPredictions.Prediction;
import ai.chestnut.vocabulary.Finding;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrossValidationTest {

  private static final Finding EDEMA = Finding.EDEMA;

  /** The label is common in one source and rare in the other; views tell nothing. */
  private static List<Prediction> predictions(double insight) {
    RandomStream random = RandomStream.of(1, 0, "predictions");
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      boolean first = i % 2 == 0;
      boolean label = random.chance(first ? 0.7 : 0.1);
      double logit = (first ? 3 : -3) + insight * (label ? 1 : -1) + random.nextGaussian();
      predictions.add(
          new Prediction(
              i % 5,
              i + ".png",
              "p" + i,
              first ? "one" : "other",
              256,
              random.chance(0.5) ? "PA" : "AP",
              "F",
              EDEMA,
              label,
              logit));
    }
    return predictions;
  }

  @Test
  void tellingSourcesApartEarnsNothing() {
    CrossValidation.Row row = CrossValidation.of(EDEMA, predictions(0)).orElseThrow();
    assertThat(row.auroc().value()).isCloseTo(0.5, within(0.08));
    assertThat(row.auroc().holds(0.5)).isTrue();
    assertThat(row.brierSkill().value()).isLessThan(0.03);
  }

  @Test
  void insightWithinASourceIsSeen() {
    CrossValidation.Row row = CrossValidation.of(EDEMA, predictions(1)).orElseThrow();
    assertThat(row.auroc().value()).isCloseTo(0.92, within(0.04)); // normal cdf of 2 / sqrt(2)
    assertThat(row.table().value()).isLessThan(0.62);
    assertThat(row.gain().low()).isGreaterThan(0.2);
    assertThat(row.brierSkill().low()).isGreaterThan(0.1);
    Interval mean = CrossValidation.mean(List.of(EDEMA), predictions(1), 0);
    assertThat(mean.value()).isCloseTo(row.auroc().value(), within(1e-12));
  }

  @Test
  void aFindingWithoutLabelsHasNoRow() {
    assertThat(CrossValidation.of(Finding.HERNIA, predictions(1))).isEmpty();
  }
}
