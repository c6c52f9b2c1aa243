package ai.chestnut.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.chestnut.radiograph.Radiograph;
import org.junit.jupiter.api.Test;

final class DetailFeaturesTest {

  @Test
  void aChessboardsDetailVanishesAtHalfTheSize() {
    short[] pixels = new short[64];
    for (int i = 0; i < 64; i++) {
      pixels[i] = (short) ((i / 8 + i % 8) % 2 == 0 ? 255 : 0);
    }
    DetailFeatures features = new DetailFeatures(8, 2);
    double[] point = features.of(Radiograph.of(8, 8, 8, pixels));
    assertThat(point).hasSize(features.dimension()).hasSize(12);
    for (int cell = 0; cell < 4; cell++) {
      assertThat(point[3 * cell]).isCloseTo(0.5, within(1e-12));
      assertThat(point[3 * cell + 1]).isCloseTo(1, within(1e-12));
      assertThat(point[3 * cell + 2]).isCloseTo(0, within(1e-12));
    }
  }

  @Test
  void cellsStandRowByRow() {
    short[] pixels = new short[64];
    pixels[7] = 160; // the last column of the first row, in the second cell
    double[] point = new DetailFeatures(8, 2).of(Radiograph.of(8, 8, 8, pixels));
    assertThat(point[3]).isCloseTo(160 / 255.0 / 16, within(1e-12));
    assertThat(point[0] + point[6] + point[9]).isZero();
    assertThat(new DetailFeatures(8, 2).name()).isEqualTo("detail-8-2");
    assertThatThrownBy(() -> new DetailFeatures(8, 3)).hasMessageContaining("3 cells");
  }
}
