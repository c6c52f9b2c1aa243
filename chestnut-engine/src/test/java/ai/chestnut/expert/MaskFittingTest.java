package ai.chestnut.expert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.layout.Mask;
import ai.chestnut.vocabulary.Finding;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class MaskFittingTest {

  private static final int SIDE = 8;

  @Test
  void thePixelThresholdSeparatesLesionFromHalo() {
    MaskFitting fitting = new MaskFitting();
    for (int film = 0; film < 12; film++) {
      fitting.add(Finding.MASS, lesion(film, 0.8f, 0.32f), truth(film));
      fitting.add(Finding.MASS, flat(0.1f), Mask.empty(SIDE, SIDE));
    }
    MaskThreshold threshold = Known.in(fitting.thresholds(), "mass");
    assertThat(threshold.pixel()).isCloseTo(0.35, within(1e-9)); // the first above the halo
    assertThat(threshold.presence()).isCloseTo(0.45, within(1e-6)); // half way of 0.8 and 0.1
  }

  @Test
  void presenceIsTheBestCutWhereFilmsOverlap() {
    MaskFitting fitting = new MaskFitting();
    for (int film = 0; film < 10; film++) {
      float highest = film < 2 ? 0.2f : 0.9f;
      fitting.add(Finding.MASS, lesion(film, highest, 0), truth(film));
    }
    for (int film = 0; film < 20; film++) {
      fitting.add(Finding.MASS, flat(film < 18 ? 0.5f : 0.95f), Mask.empty(SIDE, SIDE));
    }
    MaskThreshold threshold = Known.in(fitting.thresholds(), "mass");
    assertThat(threshold.presence()).isCloseTo(0.7, within(1e-6)); // between 0.5 and 0.9
  }

  @Test
  void tooFewFilmsGiveNoThreshold() {
    MaskFitting fitting = new MaskFitting();
    for (int film = 0; film < 30; film++) {
      fitting.add(Finding.EDEMA, flat(0.5f), Mask.empty(SIDE, SIDE));
      if (film < 9) {
        fitting.add(Finding.EDEMA, lesion(film, 0.9f, 0), truth(film));
      }
    }
    assertThat(fitting.thresholds()).isEmpty();
  }

  private static Mask truth(int film) {
    return Mask.where(SIDE, SIDE, i -> i % SIDE < 3 && i / SIDE < 2 + film % 3);
  }

  private static float[] lesion(int film, float inside, float halo) {
    float[] values = flat(0.01f);
    Mask around = truth(film).dilated(1);
    for (int i = 0; i < values.length; i++) {
      int x = i % SIDE;
      int y = i / SIDE;
      values[i] = truth(film).at(x, y) ? inside : around.at(x, y) ? halo : values[i];
    }
    return values;
  }

  private static float[] flat(float value) {
    float[] values = new float[SIDE * SIDE];
    Arrays.fill(values, value);
    return values;
  }
}
