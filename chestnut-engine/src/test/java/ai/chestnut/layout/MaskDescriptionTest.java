package ai.chestnut.layout;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.prompt.Observation;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Zone;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MaskDescriptionTest {

  private static final int SIDE = 60;

  /** Two upright rectangles: the patient's right at the image's left. */
  private static final AnatomyMap LUNGS = lungs();

  private static AnatomyMap lungs() {
    byte[] codes = new byte[SIDE * SIDE];
    for (int y = 6; y < 54; y++) {
      for (int x = 0; x < 20; x++) {
        codes[y * SIDE + 5 + x] = (byte) Anatomy.RIGHT_LUNG.code();
        codes[y * SIDE + 35 + x] = (byte) Anatomy.LEFT_LUNG.code();
      }
    }
    return AnatomyMap.of(SIDE, SIDE, codes, Map.of());
  }

  private static Mask box(int x, int y, int width, int height) {
    Box box = new Box(x, y, width, height);
    return Mask.where(SIDE, SIDE, i -> box.contains(i % SIDE, i / SIDE));
  }

  @Test
  void aMaskInOneLungHasItsSideAndZone() {
    MaskDescription seen = MaskDescription.of(Finding.NODULE, box(40, 44, 6, 6), LUNGS);
    assertThat(seen.side()).contains(Laterality.LEFT);
    assertThat(seen.zones()).contains(Zone.LOWER).doesNotContain(Zone.UPPER, Zone.MIDDLE);
    assertThat(seen.observation(Finding.NODULE, true, Optional.of(Zone.LOWER)))
        .isEqualTo(
            Observation.present(Finding.NODULE)
                .withLaterality(Laterality.LEFT)
                .withZones(java.util.List.of(Zone.LOWER)));
    assertThat(seen.observation(Finding.NODULE, false, Optional.of(Zone.UPPER)))
        .as("what would not be true is not said")
        .isEqualTo(Observation.present(Finding.NODULE));
  }

  @Test
  void aLittleOnTheOtherSideIsNotBilateral() {
    Mask mostlyRight = box(6, 20, 10, 10).or(box(40, 20, 3, 3));
    Mask both = box(6, 20, 10, 10).or(box(40, 20, 6, 6));
    assertThat(MaskDescription.of(Finding.PNEUMONIA, mostlyRight, LUNGS).side())
        .contains(Laterality.RIGHT);
    assertThat(MaskDescription.of(Finding.PNEUMONIA, both, LUNGS).side())
        .contains(Laterality.BILATERAL);
  }

  @Test
  void whatHasNoSideGetsNone() {
    assertThat(MaskDescription.of(Finding.CARDIOMEGALY, box(6, 20, 10, 10), LUNGS))
        .isEqualTo(new MaskDescription(Optional.empty(), java.util.List.of()));
    assertThat(MaskDescription.of(Finding.NODULE, box(27, 2, 3, 3), LUNGS).side()).isEmpty();
  }
}
