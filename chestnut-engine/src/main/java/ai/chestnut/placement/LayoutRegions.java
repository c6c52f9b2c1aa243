package ai.chestnut.placement;

import ai.chestnut.tensor.Device;
import ai.chestnut.tensor.Tensors;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Zone;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The allowed regions R_k(A) of what is wanted, on the grid: a kind of place, cut by side, bands of
 * height and distance; each is a sum of planes, capped at 1, and the region is their product. It is
 * {@link ai.chestnut.layout.AllowedRegion} for a whole batch at once.
 *
 * <p>Legend: n batch, k findings, f features of a wish, p planes, h w cells.
 */
final class LayoutRegions {

  private final List<Finding> findings;
  private final Device device;

  LayoutRegions(List<Finding> findings, Device device) {
    this.findings = findings;
    this.device = device;
  }

  /**
   * @param wishes [n, k, f]
   * @param planes [n, p, h, w] in [0, 1]
   * @return [n, k, h, w] in [0, 1]; 0 for what is not wanted
   */
  Tensor of(Tensor wishes, Tensor planes) {
    long n = planes.size(0);
    long h = planes.size(2);
    long w = planes.size(3);
    Tensor flat = planes.reshape(n, LayoutPlane.COUNT, h * w);
    Tensor kind = flat.index_select(1, kinds());
    Tensor region =
        kind.mul(summed(wishes, sides(), flat))
            .mul(summed(wishes, bands(), flat))
            .mul(summed(wishes, distances(), flat));
    Tensor present = wishes.narrow(2, LayoutWish.PRESENT, 1); // [n, k, 1]
    return region.mul(present).reshape(n, findings.size(), h, w);
  }

  /** [n, k, f] x [f, p] x [n, p, h*w] -> [n, k, h*w], at most 1 */
  private static Tensor summed(Tensor wishes, Tensor choice, Tensor planes) {
    return torch.bmm(torch.matmul(wishes, choice), planes).clamp_max(new Scalar(1.0));
  }

  private Tensor kinds() {
    long[] index = findings.stream().mapToLong(f -> LayoutPlane.kind(f).ordinal()).toArray();
    return Tensors.of(index, device, index.length);
  }

  private Tensor sides() {
    float[] choice = new float[LayoutWish.FEATURES * LayoutPlane.COUNT];
    choose(choice, LayoutWish.LEFT, LayoutPlane.LEFT);
    choose(choice, LayoutWish.RIGHT, LayoutPlane.RIGHT);
    choose(choice, LayoutWish.EITHER, LayoutPlane.LEFT);
    choose(choice, LayoutWish.EITHER, LayoutPlane.RIGHT);
    choose(choice, LayoutWish.SIDELESS, LayoutPlane.ANYWHERE);
    return matrix(choice);
  }

  private Tensor bands() {
    float[] choice = new float[LayoutWish.FEATURES * LayoutPlane.COUNT];
    for (Zone zone : List.of(Zone.APICAL, Zone.UPPER, Zone.MIDDLE, Zone.LOWER)) {
      choose(choice, LayoutWish.ZONES + zone.ordinal(), LayoutPlane.of(zone));
    }
    choose(choice, LayoutWish.NO_BAND, LayoutPlane.ANYWHERE);
    return matrix(choice);
  }

  private Tensor distances() {
    float[] choice = new float[LayoutWish.FEATURES * LayoutPlane.COUNT];
    for (Zone zone : List.of(Zone.PERIHILAR, Zone.PERIPHERAL)) {
      choose(choice, LayoutWish.ZONES + zone.ordinal(), LayoutPlane.of(zone));
    }
    choose(choice, LayoutWish.NO_DISTANCE, LayoutPlane.ANYWHERE);
    return matrix(choice);
  }

  private static void choose(float[] choice, int feature, LayoutPlane plane) {
    choice[feature * LayoutPlane.COUNT + plane.ordinal()] = 1;
  }

  private Tensor matrix(float[] choice) {
    return Tensors.of(choice, device, LayoutWish.FEATURES, LayoutPlane.COUNT);
  }
}
