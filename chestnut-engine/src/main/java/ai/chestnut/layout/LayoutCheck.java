package ai.chestnut.layout;

import ai.chestnut.failure.RequestException;
import ai.chestnut.radiograph.Radiograph;
import ai.chestnut.vocabulary.Anatomy;
import java.util.Optional;
import java.util.SortedSet;

/** Refuses layouts that would be drawn, but wrongly; each message says how to mend it. */
public final class LayoutCheck {

  /** The least share of the picture that both lungs of a usable map cover. */
  private static final double LEAST_LUNG = 0.005;

  /** More labels than anybody's anatomy has. */
  private static final int MOST_LABELS = 48;

  private LayoutCheck() {}

  /**
   * Turns a label picture from outside into an anatomy map.
   *
   * @param place where the labels came from, for messages
   * @throws RequestException for another size, labels without a meaning, an empty map or swapped
   *     sides
   */
  public static AnatomyMap anatomy(
      Radiograph labels, CodeMapping mapping, int width, int height, String place) {
    AnatomyMap map = labelled(labels, mapping, width, height, place);
    requireUsable(map, place);
    return map;
  }

  /** The same, of which only size and labels are checked. */
  static AnatomyMap labelled(
      Radiograph labels, CodeMapping mapping, int width, int height, String place) {
    requireSize("anatomy map", place, labels.width(), labels.height(), width, height);
    SortedSet<Integer> unknown = mapping.unnamed(labels);
    if (LabelScheme.isOne(mapping) && !unknown.isEmpty()) {
      throw new RequestException(
          "anatomy codes",
          place,
          unknown.size() + " unknown, such as " + unknown.first(),
          "0 and " + CodeMapping.legend() + "; " + advice(unknown, labels));
    }
    return mapping.apply(labels);
  }

  private static String advice(SortedSet<Integer> unknown, Radiograph labels) {
    if (unknown.size() > MOST_LABELS) {
      return "so many labels are grey values: segment a film with film:FILE";
    }
    SortedSet<Integer> all = MaskFiles.values(labels);
    all.remove(0);
    String schemes = LabelScheme.thatKnow(all);
    return schemes.isEmpty()
        ? "map others, for example with --codes " + unknown.first() + "=1 (=0 for background)"
        : "these look like --codes " + schemes;
  }

  /**
   * @throws RequestException for an empty map, a missing lung or swapped sides
   */
  public static void requireUsable(AnatomyMap map, String place) {
    Optional<Point> left = map.of(Anatomy.LEFT_LUNG).centroid();
    Optional<Point> right = map.of(Anatomy.RIGHT_LUNG).centroid();
    double share = (double) map.lungs().area() / ((double) map.width() * map.height());
    if (left.isEmpty() || right.isEmpty() || share < LEAST_LUNG) {
      String got =
          left.isEmpty() && right.isEmpty()
              ? "no lung"
              : left.isEmpty() ? "no left lung" : right.isEmpty() ? "no right lung" : "tiny lungs";
      throw new RequestException(
          "anatomy map", place, got, "left lung (1) and right lung (2), each drawn");
    }
    if (left.get().x() <= right.get().x()) {
      throw new RequestException(
          "anatomy map",
          place,
          "the left lung (1) left of the right lung (2) in the image",
          "the patient's left at the image's right; swap the codes with --codes 1=2,2=1,3=3 and so"
              + " on, do not mirror; or say --situs-inversus");
    }
  }

  /**
   * @throws RequestException if the mask is empty or of another size
   */
  public static void requireUsable(Mask mask, int width, int height, String place) {
    requireSize("mask", place, mask.width(), mask.height(), width, height);
    if (mask.isEmpty()) {
      throw new RequestException("mask", place, "an empty mask", "at least one pixel");
    }
  }

  private static void requireSize(
      String thing, String place, int width, int height, int wantedWidth, int wantedHeight) {
    if (width != wantedWidth || height != wantedHeight) {
      throw new RequestException(
          thing,
          place,
          width + "x" + height + " pixels",
          wantedWidth
              + "x"
              + wantedHeight
              + " as the film; add --fit, or resize it without smoothing (nearest neighbour)");
    }
  }
}
