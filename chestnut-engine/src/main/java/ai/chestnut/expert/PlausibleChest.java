package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Components;
import ai.chestnut.layout.LayoutCheck;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.Point;
import ai.chestnut.vocabulary.Anatomy;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether a segmented anatomy may teach: two lungs on their sides, each in one piece and of usual
 * size, a heart between them of usual breadth. Bounds are wide: they hold for children and for
 * large hearts.
 */
public final class PlausibleChest {

  private static final double LEAST_LUNG = 0.035;
  private static final double MOST_LUNG = 0.30;
  private static final double LEAST_RATIO = 0.3;
  private static final double MOST_RATIO = 0.8;
  private static final double ONE_PIECE = 0.93;

  private PlausibleChest() {}

  public static boolean in(AnatomyMap map) {
    try {
      LayoutCheck.requireUsable(map, "segmented");
    } catch (RequestException wrong) {
      return false;
    }
    double pixels = (double) map.width() * map.height();
    for (Anatomy lung : List.of(Anatomy.LEFT_LUNG, Anatomy.RIGHT_LUNG, Anatomy.HEART)) {
      Mask mask = map.of(lung);
      double share = mask.area() / pixels;
      double least = lung == Anatomy.HEART ? LEAST_LUNG / 2 : LEAST_LUNG;
      if (share < least
          || share > MOST_LUNG
          || Components.largest(mask).area() < ONE_PIECE * mask.area()) {
        return false;
      }
    }
    Point left = map.of(Anatomy.LEFT_LUNG).centroid().orElseThrow();
    Point right = map.of(Anatomy.RIGHT_LUNG).centroid().orElseThrow();
    Point heart = map.of(Anatomy.HEART).centroid().orElseThrow();
    OptionalDouble ratio = map.cardiothoracicRatio();
    return heart.x() > right.x()
        && heart.x() < left.x()
        && ratio.isPresent()
        && ratio.getAsDouble() > LEAST_RATIO
        && ratio.getAsDouble() < MOST_RATIO;
  }
}
