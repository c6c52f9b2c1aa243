package ai.chestnut.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.OverlapLayer;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MapsTest {

  /** 40x40: right lung 4..16, left lung 24..36, rows 8..32; heart 16..27, rows 20..30. */
  static AnatomyMap chest() {
    byte[] codes = new byte[1600];
    paint(codes, 2, 4, 8, 16, 32);
    paint(codes, 1, 24, 8, 36, 32);
    paint(codes, 3, 16, 20, 27, 30);
    return AnatomyMap.of(
        40, 40, codes, Map.of(OverlapLayer.RIBS, MaskTest.box(40, 40, 0, 9, 40, 11)));
  }

  static void paint(byte[] codes, int code, int x0, int y0, int x1, int y1) {
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        codes[y * 40 + x] = (byte) code;
      }
    }
  }

  @Test
  void structuresAreWhereTheirCodesAre() {
    AnatomyMap map = chest();
    assertThat(map.of(Anatomy.RIGHT_LUNG)).isEqualTo(MaskTest.box(40, 40, 4, 8, 16, 32));
    assertThat(map.codeAt(24, 20)).isEqualTo(3);
    assertThat(map.codeAt(27, 20)).isEqualTo(1);
    assertThat(map.codeAt(0, 0)).isZero();
    assertThat(map.lungs().area()).isEqualTo(12 * 24 + 12 * 24 - 3 * 10);
    assertThat(map.of(Anatomy.SPINE).isEmpty()).isTrue();
    assertThat(map.layer(OverlapLayer.RIBS).orElseThrow().area()).isEqualTo(80);
    assertThat(map.layer(OverlapLayer.CLAVICLES)).isEmpty();
    assertThat(map.layers()).containsOnlyKeys(OverlapLayer.RIBS);
    for (int[] out : new int[][] {{-1, 0}, {0, -1}, {40, 0}, {0, 40}}) {
      assertThatThrownBy(() -> map.codeAt(out[0], out[1]))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void theCardiothoracicRatioIsHeartOverThorax() {
    assertThat(chest().cardiothoracicRatio().orElseThrow())
        .isCloseTo(11.0 / 32, Offset.offset(1e-12));
    for (int missing = 1; missing <= 3; missing++) {
      byte[] codes = chest().codes();
      for (int i = 0; i < codes.length; i++) {
        codes[i] = codes[i] == missing ? 0 : codes[i];
      }
      assertThat(AnatomyMap.of(40, 40, codes, Map.of()).cardiothoracicRatio()).isEmpty();
    }
  }

  @Test
  void codesAreCopiedAndChecked() {
    byte[] codes = chest().codes();
    AnatomyMap map = AnatomyMap.of(40, 40, codes, Map.of());
    codes[0] = 5;
    map.codes()[1] = 5;
    assertThat(map.codeAt(0, 0) + map.codeAt(1, 0)).isZero();
    assertThat(map).isEqualTo(AnatomyMap.of(40, 40, chest().codes(), Map.of()));
    assertThat(map).hasSameHashCodeAs(AnatomyMap.of(40, 40, chest().codes(), Map.of()));
    assertThat(map).isNotEqualTo(chest());
    assertThat(map).isNotEqualTo(AnatomyMap.of(40, 40, codes, Map.of()));
    assertThat(chest().toString()).contains("40x40").contains("RIBS");
    assertThatThrownBy(() -> AnatomyMap.of(2, 2, new byte[] {0, 9, 0, 0}, Map.of()))
        .hasMessageContaining("got 9, expected 0..8");
    assertThatThrownBy(() -> AnatomyMap.of(2, 2, new byte[] {0, -1, 0, 0}, Map.of()))
        .hasMessageContaining("got 255");
    assertThatThrownBy(() -> AnatomyMap.of(2, 2, new byte[5], Map.of()))
        .hasMessageContaining("5 codes");
    assertThatThrownBy(() -> AnatomyMap.of(0, 2, new byte[0], Map.of()))
        .hasMessageContaining("0x2");
    for (Mask other : new Mask[] {Mask.empty(3, 2), Mask.empty(2, 3)}) {
      assertThatThrownBy(() -> AnatomyMap.of(2, 2, new byte[4], Map.of(OverlapLayer.RIBS, other)))
          .hasMessageContaining("ribs");
    }
  }

  @Test
  void resizingMovesCodesAndLayers() {
    AnatomyMap twice = chest().resized(80, 80);
    assertThat(twice.of(Anatomy.HEART).area()).isEqualTo(4 * 110);
    assertThat(twice.layer(OverlapLayer.RIBS).orElseThrow().area()).isEqualTo(320);
    assertThat(twice.resized(40, 40)).isEqualTo(chest());
    assertThat(chest().resized(20, 80).of(Anatomy.RIGHT_LUNG).bounds())
        .contains(new Box(2, 16, 6, 48));
  }

  @Test
  void pathologyIsSortedUnitedAndSized() {
    Mask a = MaskTest.box(10, 10, 0, 0, 2, 2);
    Mask b = MaskTest.box(10, 10, 5, 5, 7, 7);
    PathologyMap map =
        PathologyMap.none(10, 10)
            .with(Finding.PNEUMOTHORAX, a)
            .with(Finding.EDEMA, a)
            .with(Finding.PNEUMOTHORAX, b);
    assertThat(map.masks().keySet()).containsExactly(Finding.EDEMA, Finding.PNEUMOTHORAX);
    assertThat(map.of(Finding.PNEUMOTHORAX)).contains(a.or(b));
    assertThat(map.of(Finding.MASS)).isEmpty();
    assertThat(map.resized(20, 20).of(Finding.EDEMA).orElseThrow().area()).isEqualTo(16);
    assertThat(map.resized(20, 30).height()).isEqualTo(30);
    assertThat(map.resized(20, 30).width()).isEqualTo(20);
    assertThat(map).isEqualTo(PathologyMap.of(10, 10, map.masks()));
    assertThat(map).hasSameHashCodeAs(PathologyMap.of(10, 10, map.masks()));
    assertThat(map).isNotEqualTo(PathologyMap.none(10, 10));
    assertThat(PathologyMap.none(10, 10)).isNotEqualTo(PathologyMap.none(10, 11));
    assertThat(map.toString()).contains("EDEMA");
    assertThatThrownBy(() -> map.with(Finding.MASS, Mask.empty(10, 9)))
        .hasMessageContaining("mass");
    assertThatThrownBy(() -> map.with(Finding.MASS, Mask.empty(9, 10)))
        .hasMessageContaining("9x10");
    assertThatThrownBy(() -> PathologyMap.none(0, 1)).hasMessageContaining("0x1");
    assertThatThrownBy(() -> PathologyMap.none(1, 0)).hasMessageContaining("1x0");
    assertThatThrownBy(() -> map.masks().clear()).isInstanceOf(UnsupportedOperationException.class);
  }
}
