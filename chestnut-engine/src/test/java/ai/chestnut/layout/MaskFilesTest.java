package ai.chestnut.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.failure.FileException;
import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.radiograph.RadiographFiles;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.OverlapLayer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskFilesTest {

  @TempDir Path folder;

  private Path labels(int... values) {
    short[] pixels = new short[400];
    for (int i = 0; i < values.length; i++) {
      pixels[i] = (short) values[i];
    }
    Path file = folder.resolve("labels.png");
    RadiographFiles.write(Radiograph.of(20, 20, 8, pixels), file, Map.of());
    return file;
  }

  private static Radiograph picture(AnatomyMap map) {
    short[] pixels = new short[map.width() * map.height()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = map.codes()[i];
    }
    return Radiograph.of(map.width(), map.height(), 8, pixels);
  }

  @Test
  void masksAndMapsReadAsWritten() {
    Path file = folder.resolve("mask.png");
    for (long seed = 0; seed < 5; seed++) {
      Mask mask = MaskTest.random(31, 18, 0.3, seed);
      MaskFiles.write(mask, file);
      assertThat(MaskFiles.readMask(file)).isEqualTo(mask);
    }
    MaskFiles.write(Mask.full(16, 16), file);
    assertThat(RadiographFiles.read(file).at(3, 3)).isEqualTo(255);
    assertThat(MaskFiles.readMask(file)).isEqualTo(Mask.full(16, 16));
    MaskFiles.write(Mask.empty(16, 16), file);
    assertThat(MaskFiles.readMask(file)).isEqualTo(Mask.empty(16, 16));
    AnatomyMap map = MapsTest.chest();
    MaskFiles.write(map, file);
    assertThat(MaskFiles.readAnatomy(file, map.layers())).isEqualTo(map);
    assertThat(RadiographFiles.read(file).at(24, 20)).isEqualTo(3);
  }

  @Test
  void onesCountAsInside() {
    assertThat(MaskFiles.readMask(labels(1, 0, 1)).area()).isEqualTo(2);
  }

  @Test
  void otherValuesAreNoMask() {
    assertThatThrownBy(() -> MaskFiles.readMask(labels(0, 127, 255)))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("127, 255")
        .hasMessageContaining("only 0 and 255");
    assertThatThrownBy(() -> MaskFiles.readMask(labels(2))).isInstanceOf(FileException.class);
    assertThatThrownBy(() -> MaskFiles.readMask(labels(1, 255))).isInstanceOf(FileException.class);
    assertThatThrownBy(() -> MaskFiles.readMask(labels(1, 2, 3, 4, 5, 6, 7, 8)))
        .hasMessageContaining("1, 2, 3, 4, 5, 6, …");
    assertThatThrownBy(() -> MaskFiles.readAnatomy(labels(1, 9, 30), Map.of()))
        .isInstanceOf(FileException.class)
        .hasMessageContaining("9, 30")
        .hasMessageContaining("3 heart");
    assertThat(MaskFiles.readAnatomy(labels(1, 8), Map.of()).codeAt(1, 0)).isEqualTo(8);
  }

  @Test
  void usableMapsPass() {
    AnatomyMap map = MapsTest.chest();
    AnatomyMap checked = LayoutCheck.anatomy(picture(map), CodeMapping.identity(), 40, 40, "a.png");
    assertThat(checked.codes()).isEqualTo(map.codes());
    LayoutCheck.requireUsable(Mask.full(4, 5), 4, 5, "m.png");
  }

  @Test
  void swappedSidesAreRefusedAndTheMappingMendsThem() {
    CodeMapping swap = CodeMapping.parse("1=2, 2=1,3=3");
    Radiograph swapped = picture(swap.apply(picture(MapsTest.chest())));
    assertThatThrownBy(() -> LayoutCheck.anatomy(swapped, CodeMapping.identity(), 40, 40, "a.png"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("a.png")
        .hasMessageContaining("1=2,2=1");
    AnatomyMap mended = LayoutCheck.anatomy(swapped, swap, 40, 40, "a.png");
    assertThat(mended.codes()).isEqualTo(MapsTest.chest().codes());
  }

  @Test
  void unusableMapsSayWhy() {
    assertThatThrownBy(
            () ->
                LayoutCheck.anatomy(
                    picture(MapsTest.chest()), CodeMapping.identity(), 256, 40, "a.png"))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("40x40")
        .hasMessageContaining("256x40");
    assertThatThrownBy(
            () ->
                LayoutCheck.anatomy(
                    picture(MapsTest.chest()), CodeMapping.identity(), 40, 41, "a.png"))
        .hasMessageContaining("40x41");
    assertThatThrownBy(
            () ->
                LayoutCheck.anatomy(
                    RadiographFiles.read(labels(1, 12, 200)), CodeMapping.identity(), 20, 20, ""))
        .isInstanceOf(RequestException.class)
        .hasMessageContaining("2 unknown, such as 12")
        .hasMessageContaining("12=1");
    AnatomyMap empty = AnatomyMap.of(40, 40, new byte[1600], Map.of());
    assertThatThrownBy(() -> LayoutCheck.requireUsable(empty, "e"))
        .hasMessageContaining("no lung,");
    for (int side = 1; side <= 2; side++) {
      byte[] codes = MapsTest.chest().codes();
      for (int i = 0; i < codes.length; i++) {
        codes[i] = codes[i] == side ? 0 : codes[i];
      }
      String missing = side == 1 ? "no left lung" : "no right lung";
      assertThatThrownBy(
              () -> LayoutCheck.requireUsable(AnatomyMap.of(40, 40, codes, Map.of()), "e"))
          .hasMessageContaining(missing);
    }
    byte[] dots = new byte[1600];
    dots[5] = 2;
    dots[9] = 1;
    assertThatThrownBy(() -> LayoutCheck.requireUsable(AnatomyMap.of(40, 40, dots, Map.of()), "e"))
        .hasMessageContaining("tiny");
    assertThatThrownBy(() -> LayoutCheck.requireUsable(Mask.empty(4, 4), 4, 4, "m"))
        .hasMessageContaining("empty mask");
    assertThatThrownBy(() -> LayoutCheck.requireUsable(Mask.full(4, 4), 5, 4, "m"))
        .hasMessageContaining("5x4");
  }

  @Test
  void mappingsAreReadStrictly() {
    CodeMapping mapping = CodeMapping.parse("10=1,20=2");
    assertThat(mapping.codes()).isEqualTo(Map.of(10, 1, 20, 2));
    AnatomyMap map = mapping.apply(RadiographFiles.read(labels(10, 20, 30)));
    assertThat(new int[] {map.codeAt(0, 0), map.codeAt(1, 0), map.codeAt(2, 0)})
        .containsExactly(1, 2, 0);
    assertThat(mapping.unnamed(RadiographFiles.read(labels(10, 20, 30)))).containsExactly(30);
    assertThat(CodeMapping.identity().codes()).hasSize(Anatomy.values().length);
    for (String wrong :
        new String[] {"", "1", "1=", "a=1", "1=2=3", "1=9", "1=-1", "256=1", "-1=2"}) {
      assertThatThrownBy(() -> CodeMapping.parse(wrong))
          .as(wrong)
          .isInstanceOf(RequestException.class);
    }
    assertThat(CodeMapping.parse("255=8,0=0").codes()).hasSize(2);
    assertThat(CodeMapping.legend()).startsWith("1 left lung").endsWith("8 trachea");
    assertThat(OverlapLayer.values()).hasSize(3);
  }
}
