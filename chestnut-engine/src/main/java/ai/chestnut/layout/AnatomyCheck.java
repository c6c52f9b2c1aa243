package ai.chestnut.layout;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Anatomy;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Refuses drawn maps that no chest has; each message says what is wrong. The bounds are ours and
 * wide: they stop slips of the pen and of the file, not unusual bodies.
 */
public final class AnatomyCheck {

  private static final double MOST_LUNG = 0.4;
  private static final double ONE_PIECE = 0.7;
  private static final double MOST_RATIO = 0.95;

  /** How far the middle of a heart may lie on the other side, as a share of the thorax's width. */
  private static final double OTHER_SIDE = 0.06;

  private AnatomyCheck() {}

  /**
   * The map as it is, or, with situs inversus, with each lung named by its side.
   *
   * @param place where the map came from, for messages
   * @param situsInversus whether heart and lungs may be mirrored
   * @throws RequestException for anything that {@link LayoutCheck#requireUsable} refuses, and for
   *     structures where or as large as none can be
   */
  public static AnatomyMap checked(AnatomyMap map, String place, boolean situsInversus) {
    AnatomyMap named = situsInversus ? namedBySide(map) : map;
    LayoutCheck.requireUsable(named, place);
    Box thorax = named.lungs().bounds().orElseThrow();
    for (Anatomy lung : List.of(Anatomy.LEFT_LUNG, Anatomy.RIGHT_LUNG)) {
      requireLung(named.of(lung), lung, place);
    }
    Optional<Point> heart = named.of(Anatomy.HEART).centroid();
    if (heart.isPresent()) {
      requireHeart(named, heart.get(), thorax, place, situsInversus);
    }
    requireMidline(named, thorax, place);
    Optional<Point> abdomen = named.of(Anatomy.DIAPHRAGM_AND_ABDOMEN).centroid();
    Point lungs = named.lungs().centroid().orElseThrow();
    if (abdomen.isPresent() && abdomen.get().y() < lungs.y()) {
      throw new RequestException(
          "anatomy map",
          place,
          "the abdomen (6) above the lungs",
          "a map that stands upright; turn it by 180 degrees");
    }
    return named;
  }

  private static void requireLung(Mask mask, Anatomy lung, String place) {
    double share = (double) mask.area() / ((double) mask.width() * mask.height());
    if (share > MOST_LUNG) {
      throw new RequestException(
          lung.canonicalName() + " (" + lung.code() + ")",
          place,
          Math.round(100 * share) + " % of the picture",
          "at most " + Math.round(100 * MOST_LUNG) + " %; is another code the background?");
    }
    double largest = (double) Components.largest(mask).area() / mask.area();
    if (largest < ONE_PIECE) {
      throw new RequestException(
          lung.canonicalName() + " (" + lung.code() + ")",
          place,
          "scattered pieces, the largest " + Math.round(100 * largest) + " % of it",
          "one piece; a resized map must not be smoothed or dithered");
    }
  }

  private static void requireHeart(
      AnatomyMap map, Point heart, Box thorax, String place, boolean situsInversus) {
    String thing = "heart (" + Anatomy.HEART.code() + ")";
    if (!thorax.contains((int) heart.x(), (int) heart.y())) {
      throw new RequestException(
          thing, place, "its middle outside the thorax", "a heart between the lungs");
    }
    if (map.of(Anatomy.HEART).area() > map.lungs().area()) {
      throw new RequestException(
          thing, place, "larger than both lungs together", "a heart that leaves room for lungs");
    }
    OptionalDouble ratio = map.cardiothoracicRatio();
    if (ratio.isPresent() && ratio.getAsDouble() > MOST_RATIO) {
      throw new RequestException(
          thing, place, "as broad as the thorax", "a cardiothoracic ratio below " + MOST_RATIO);
    }
    double off = (heart.x() - (thorax.x() + thorax.width() / 2.0)) / thorax.width();
    if (off < -OTHER_SIDE && !situsInversus) {
      throw new RequestException(
          thing,
          place,
          "on the patient's right",
          "on the patient's left, the image's right: is the map mirrored?"
              + " A mirrored body is made with --situs-inversus");
    }
  }

  private static void requireMidline(AnatomyMap map, Box thorax, String place) {
    for (Anatomy structure : List.of(Anatomy.SPINE, Anatomy.TRACHEA)) {
      Optional<Point> middle = map.of(structure).centroid();
      if (middle.isPresent()
          && (middle.get().x() < thorax.x() + thorax.width() / 4.0
              || middle.get().x() > thorax.x() + thorax.width() * 0.75)) {
        throw new RequestException(
            structure.canonicalName() + " (" + structure.code() + ")",
            place,
            "beside the lungs' middle",
            "in the middle of the thorax");
      }
    }
  }

  /** The lung at the image's right is the patient's left one, whatever it was called. */
  private static AnatomyMap namedBySide(AnatomyMap map) {
    Optional<Point> left = map.of(Anatomy.LEFT_LUNG).centroid();
    Optional<Point> right = map.of(Anatomy.RIGHT_LUNG).centroid();
    if (left.isEmpty() || right.isEmpty() || left.get().x() > right.get().x()) {
      return map;
    }
    byte[] codes = map.codes();
    for (int i = 0; i < codes.length; i++) {
      codes[i] =
          codes[i] == Anatomy.LEFT_LUNG.code()
              ? (byte) Anatomy.RIGHT_LUNG.code()
              : codes[i] == Anatomy.RIGHT_LUNG.code() ? (byte) Anatomy.LEFT_LUNG.code() : codes[i];
    }
    return AnatomyMap.of(map.width(), map.height(), codes, map.layers());
  }
}
