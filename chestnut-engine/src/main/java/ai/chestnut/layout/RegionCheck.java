package ai.chestnut.layout;

import ai.chestnut.failure.RequestException;
import ai.chestnut.prompt.Observation;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Refuses regions where their finding cannot be, or not on the side that was asked for. */
public final class RegionCheck {

  /** Less of a region than this in a possible place is a slip. The bound is ours. */
  private static final double LEAST = 0.2;

  private static final double OTHER_SIDE = 0.7;

  private RegionCheck() {}

  /**
   * @param regions of the anatomy's size
   * @param asked what the prompt says of the findings
   * @throws RequestException for a region outside of where its finding can be, or on the other side
   */
  public static void require(
      Map<Finding, Coverage> regions, List<Observation> asked, AnatomyMap anatomy) {
    regions.forEach((finding, region) -> require(finding, region.mask(), asked, anatomy));
  }

  private static void require(
      Finding finding, Mask mask, List<Observation> asked, AnatomyMap anatomy) {
    if (mask.isEmpty()) {
      return;
    }
    String thing = finding.canonicalName() + " mask";
    Mask possible = AllowedRegion.of(finding, Optional.empty(), List.of(), anatomy);
    double share = (double) mask.and(possible).area() / mask.area();
    if (!possible.isEmpty() && share < LEAST) {
      throw new RequestException(
          thing,
          "--pathology",
          Math.round(100 * share) + " % of it where the finding can be in this anatomy",
          "at least " + Math.round(100 * LEAST) + " %: " + place(finding));
    }
    List<Laterality> sides =
        asked.stream()
            .filter(each -> each.finding() == finding)
            .flatMap(each -> each.laterality().stream())
            .toList();
    if (sides.size() == 1 && sides.get(0) != Laterality.BILATERAL) {
      requireSide(thing, sides.get(0), mask, anatomy);
    }
  }

  private static void requireSide(String thing, Laterality side, Mask mask, AnatomyMap anatomy) {
    double middle = AllowedRegion.midline(anatomy);
    int width = mask.width();
    Mask right = mask.and(Mask.where(width, mask.height(), i -> i % width + 0.5 < middle));
    double onRight = (double) right.area() / mask.area();
    double onOther = side == Laterality.LEFT ? onRight : 1 - onRight;
    if (onOther > OTHER_SIDE) {
      throw new RequestException(
          thing,
          "--pathology",
          "on the patient's " + (side == Laterality.LEFT ? "right" : "left"),
          "on the patient's "
              + side.word()
              + ", as the prompt says; the patient's left is at the image's right");
    }
  }

  private static String place(Finding finding) {
    return switch (finding) {
      case CARDIOMEGALY -> "at the heart";
      case ENLARGED_CARDIOMEDIASTINUM -> "in the mediastinum";
      case PLEURAL_EFFUSION -> "low in a lung or along its outer border";
      case PNEUMOTHORAX, PLEURAL_THICKENING, PLEURAL_OTHER -> "along a lung's outer border";
      default -> Places.of(finding).sides().isEmpty() ? "in the thorax" : "in a lung";
    };
  }
}
