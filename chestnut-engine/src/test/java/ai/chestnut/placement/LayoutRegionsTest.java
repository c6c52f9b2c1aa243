package ai.chestnut.placement;

import static org.assertj.core.api.Assertions.assertThat;

import ai.chestnut.layout.AllowedRegion;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Mask;
import ai.chestnut.phantom.PhantomFamily;
import ai.chestnut.phantom.ThoraxPhantom;
import ai.chestnut.prompt.Observation;
import ai.chestnut.random.RandomStream;
import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Scope;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Zone;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The regions of a batch against those of the one definition. */
class LayoutRegionsTest {

  private static final int SIDE = 64;

  private static final AnatomyMap ANATOMY =
      ThoraxPhantom.sample(
              PhantomFamily.A,
              RandomStream.of(3, 0, "regions"),
              2 * SIDE,
              Optional.empty(),
              Optional.empty())
          .anatomy();

  private static Mask onGrid(Observation wanted) {
    List<Finding> findings = LayoutConfig.drawable();
    LayoutConfig mu = LayoutConfig.mu();
    float[] wish = LayoutWish.of(List.of(wanted), mu);
    float[] planes = AnatomyGrid.of(ANATOMY, SIDE).values();
    float[] all =
        Scope.computing(
            () ->
                Tensors.floats(
                    new LayoutRegions(findings, Device.CPU)
                        .of(
                            Tensors.of(wish, Device.CPU, 1, findings.size(), LayoutWish.FEATURES),
                            Tensors.of(planes, Device.CPU, 1, LayoutPlane.COUNT, SIDE, SIDE))));
    int layer = findings.indexOf(wanted.finding());
    for (int k = 0; k < findings.size(); k++) {
      for (int i = 0; k != layer && i < SIDE * SIDE; i++) {
        assertThat(all[k * SIDE * SIDE + i]).as("what is not wanted has no place").isZero();
      }
    }
    return Mask.where(SIDE, SIDE, i -> all[layer * SIDE * SIDE + i] > 0.5);
  }

  private static void same(Observation wanted, double least) {
    Mask slow = AllowedRegion.of(wanted, ANATOMY).resized(SIDE, SIDE);
    assertThat(onGrid(wanted).iou(slow)).as(wanted.toString()).isGreaterThan(least);
  }

  @Test
  void everyFindingHasItsAllowedRegion() {
    for (Finding finding : LayoutConfig.drawable()) {
      same(Observation.present(finding), 0.97);
    }
  }

  @Test
  void sideAndZoneCutIt() {
    Observation nodule = Observation.present(Finding.NODULE);
    same(nodule.withLaterality(Laterality.LEFT), 0.97);
    same(nodule.withLaterality(Laterality.BILATERAL), 0.97);
    for (Zone zone : Zone.values()) {
      // the product of two margins is a little wider than the margin of a product
      same(nodule.withLaterality(Laterality.RIGHT).withZones(List.of(zone)), 0.9);
    }
    same(nodule.withZones(List.of(Zone.UPPER, Zone.MIDDLE)), 0.95);
  }

  @Test
  void aDeviceMayCrossTheMidlineWhateverSideIsTold() {
    Observation tube = Observation.present(Finding.SUPPORT_DEVICES);
    assertThat(onGrid(tube.withLaterality(Laterality.LEFT)).area()).isEqualTo(SIDE * SIDE);
  }
}
