package ai.chestnut.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.chestnut.prompt.Observation;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.OverlapLayer;
import ai.chestnut.vocabulary.Zone;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On the boxes of {@link MapsTest#chest}: lungs 12 wide and 24 high, the margin below a pixel. */
class AllowedRegionTest {

  private static final AnatomyMap CHEST = MapsTest.chest();

  private static Mask region(Finding finding, Laterality side, Zone... zones) {
    return AllowedRegion.of(finding, Optional.of(side), List.of(zones), CHEST);
  }

  @Test
  void lungFindingsLieInTheAskedLung() {
    Mask right = CHEST.of(Anatomy.RIGHT_LUNG);
    Mask left = CHEST.of(Anatomy.LEFT_LUNG);
    for (Finding finding :
        List.of(Finding.CONSOLIDATION, Finding.EDEMA, Finding.NODULE, Finding.ATELECTASIS)) {
      assertThat(region(finding, Laterality.RIGHT)).isEqualTo(right);
      assertThat(region(finding, Laterality.LEFT)).isEqualTo(left);
      assertThat(region(finding, Laterality.BILATERAL)).isEqualTo(left.or(right));
      assertThat(AllowedRegion.of(Observation.present(finding), CHEST)).isEqualTo(left.or(right));
    }
  }

  @Test
  void zonesAreThirdsAndFifths() {
    assertThat(region(Finding.MASS, Laterality.RIGHT, Zone.UPPER))
        .isEqualTo(MaskTest.box(40, 40, 4, 8, 16, 16));
    assertThat(region(Finding.MASS, Laterality.RIGHT, Zone.MIDDLE))
        .isEqualTo(MaskTest.box(40, 40, 4, 16, 16, 24));
    assertThat(region(Finding.MASS, Laterality.RIGHT, Zone.LOWER))
        .isEqualTo(MaskTest.box(40, 40, 4, 24, 16, 32));
    assertThat(region(Finding.MASS, Laterality.RIGHT, Zone.APICAL))
        .isEqualTo(MaskTest.box(40, 40, 4, 8, 16, 13));
    assertThat(region(Finding.MASS, Laterality.RIGHT, Zone.PERIPHERAL))
        .isEqualTo(MaskTest.box(40, 40, 4, 8, 8, 32));
    assertThat(region(Finding.MASS, Laterality.RIGHT, Zone.PERIPHERAL, Zone.LOWER))
        .isEqualTo(MaskTest.box(40, 40, 4, 24, 8, 32));
    assertThat(region(Finding.MASS, Laterality.RIGHT, Zone.UPPER, Zone.LOWER).area())
        .isEqualTo(2 * 96);
    // the left lung's outer side is at the image's right
    assertThat(region(Finding.MASS, Laterality.LEFT, Zone.PERIPHERAL, Zone.UPPER))
        .isEqualTo(MaskTest.box(40, 40, 32, 8, 36, 16));
  }

  @Test
  void perihilarIsAroundTheHilum() {
    LungZones lung = LungZones.of(CHEST.of(Anatomy.RIGHT_LUNG), false);
    assertThat(lung.hilum()).isEqualTo(new Point(15.5, 19.5));
    assertThat(lung.outerIsRight()).isFalse();
    Mask zone = lung.of(List.of(Zone.PERIHILAR));
    for (int y = 8; y < 32; y++) {
      for (int x = 4; x < 16; x++) {
        boolean near = Math.hypot(x + 0.5 - 15.5, y + 0.5 - 19.5) < 0.55 * 12;
        assertThat(zone.at(x, y)).isEqualTo(near);
      }
    }
    LungZones left = LungZones.of(MaskTest.box(40, 40, 24, 8, 36, 32), true);
    assertThat(left.hilum()).isEqualTo(new Point(24.5, 19.5));
    assertThat(left.outerIsRight()).isTrue();
    assertThatThrownBy(() -> LungZones.of(Mask.empty(3, 3), true)).hasMessageContaining("empty");
  }

  @Test
  void fluidLiesLowOrAlongTheWall() {
    Mask region = region(Finding.PLEURAL_EFFUSION, Laterality.RIGHT);
    assertThat(region.at(15, 31)).isTrue();
    assertThat(region.at(15, 22)).isTrue(); // 45 % of 24 rows: from row 21.2
    assertThat(region.at(15, 20)).isFalse();
    assertThat(region.at(4, 14)).isTrue(); // the outer band
    assertThat(region.at(8, 14)).isFalse();
    assertThat(region.at(30, 30)).isFalse();
  }

  @Test
  void airLiesInTheOuterQuarter() {
    for (Finding finding : List.of(Finding.PNEUMOTHORAX, Finding.PLEURAL_THICKENING)) {
      Mask right = region(finding, Laterality.RIGHT);
      assertThat(right.at(4, 25)).isTrue();
      assertThat(right.at(6, 25)).isTrue();
      assertThat(right.at(7, 25)).isFalse();
      assertThat(right.at(10, 8)).isTrue(); // over the apex
      assertThat(right.at(10, 10)).isTrue();
      assertThat(right.at(10, 11)).isFalse();
      assertThat(right.at(10, 31)).isFalse(); // not along the dome
      Mask left = region(finding, Laterality.LEFT);
      assertThat(left.at(35, 25)).isTrue();
      assertThat(left.at(33, 25)).isTrue();
      assertThat(left.at(32, 25)).isFalse();
      assertThat(left.at(28, 25)).isFalse();
    }
  }

  @Test
  void heartFindingsLieAroundTheHeart() {
    Mask heart = CHEST.of(Anatomy.HEART);
    assertThat(AllowedRegion.of(Observation.present(Finding.CARDIOMEGALY), CHEST))
        .isEqualTo(heart.dilated(2));
    assertThat(AllowedRegion.of(Observation.present(Finding.ENLARGED_CARDIOMEDIASTINUM), CHEST))
        .isEqualTo(heart.dilated(2));
    byte[] codes = CHEST.codes();
    MapsTest.paint(codes, 5, 17, 8, 20, 18);
    MapsTest.paint(codes, 4, 20, 10, 22, 14);
    AnatomyMap more = AnatomyMap.of(40, 40, codes, Map.of());
    assertThat(
            AllowedRegion.of(Observation.present(Finding.ENLARGED_CARDIOMEDIASTINUM), more)
                .at(21, 12))
        .isTrue();
  }

  @Test
  void devicesMayLieAnywhereAndNoFindingNowhere() {
    assertThat(region(Finding.SUPPORT_DEVICES, Laterality.LEFT)).isEqualTo(Mask.full(40, 40));
    assertThat(AllowedRegion.of(Finding.NO_FINDING, Optional.empty(), List.of(), CHEST).isEmpty())
        .isTrue();
  }

  @Test
  void theEnvelopeAddsWhatLiesBehindHeartAndDome() {
    Mask envelope = MaskTest.box(40, 40, 4, 8, 36, 36);
    AnatomyMap map =
        AnatomyMap.of(40, 40, CHEST.codes(), Map.of(OverlapLayer.LUNG_ENVELOPE, envelope));
    assertThat(AllowedRegion.lung(Laterality.RIGHT, map))
        .isEqualTo(MaskTest.box(40, 40, 4, 8, 20, 36));
    assertThat(AllowedRegion.lung(Laterality.LEFT, map))
        .isEqualTo(MaskTest.box(40, 40, 20, 8, 36, 36));
    assertThat(AllowedRegion.lung(Laterality.LEFT, CHEST)).isEqualTo(CHEST.of(Anatomy.LEFT_LUNG));
    AnatomyMap none = AnatomyMap.of(40, 40, new byte[1600], Map.of());
    assertThat(AllowedRegion.of(Observation.present(Finding.MASS), none).isEmpty()).isTrue();
    assertThat(AllowedRegion.midline(none)).isEqualTo(20);
    assertThat(AllowedRegion.midline(CHEST)).isEqualTo(20);
  }
}
