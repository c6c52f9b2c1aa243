package ai.chestnut.layout;

import ai.chestnut.prompt.Observation;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.OverlapLayer;
import ai.chestnut.vocabulary.Zone;
import java.util.List;
import java.util.Optional;

/**
 * Where a finding can be in a given anatomy, after the table of allowed regions R_k(A): the heart
 * and 5 % of the width around it for cardiomegaly; the lower 45 % of the lung's box with a band
 * along the outer border for an effusion; the outer and apical band of 25 % of the lung's width for
 * a pneumothorax; else the lungs. Side and zones cut it down further. What lies behind the heart
 * and the domes belongs to the lung where the map has the lung envelope.
 */
public final class AllowedRegion {

  private static final double HEART_MARGIN = 0.05;
  private static final double EFFUSION_HEIGHT = 0.45;
  private static final double BORDER_BAND = 0.25;
  private static final double LUNG_MARGIN = 0.008; // pleura and partial pixels, of the width

  private AllowedRegion() {}

  public static Mask of(Observation observation, AnatomyMap anatomy) {
    return of(observation.finding(), observation.laterality(), observation.zones(), anatomy);
  }

  /**
   * @param side empty for either side
   * @param zones empty for the whole lung; see {@link LungZones#of}
   * @return the pixels that the finding's mask may have; empty if the map lacks the structure
   */
  public static Mask of(
      Finding finding, Optional<Laterality> side, List<Zone> zones, AnatomyMap anatomy) {
    int width = anatomy.width();
    return switch (finding) {
      case NO_FINDING -> Mask.empty(width, anatomy.height());
      case CARDIOMEGALY -> anatomy.of(Anatomy.HEART).dilated(HEART_MARGIN * width);
      case ENLARGED_CARDIOMEDIASTINUM ->
          anatomy
              .of(Anatomy.HEART)
              .or(anatomy.of(Anatomy.AORTA))
              .or(anatomy.of(Anatomy.MEDIASTINUM))
              .or(anatomy.of(Anatomy.SPINE))
              .or(anatomy.of(Anatomy.TRACHEA))
              .dilated(HEART_MARGIN * width);
      case SUPPORT_DEVICES, FRACTURE, HERNIA -> Mask.full(width, anatomy.height());
      default -> lungs(finding, side, zones, anatomy);
    };
  }

  /**
   * One lung: its aerated field and, where the map knows it, what lies behind heart and dome.
   *
   * @param side LEFT or RIGHT
   */
  public static Mask lung(Laterality side, AnatomyMap anatomy) {
    Mask aerated = aerated(side, anatomy);
    Optional<Mask> envelope = anatomy.layer(OverlapLayer.LUNG_ENVELOPE);
    if (envelope.isEmpty() || aerated.isEmpty()) {
      return aerated;
    }
    double middle = midline(anatomy);
    int width = anatomy.width();
    boolean right = side == Laterality.RIGHT;
    Mask half = Mask.where(width, anatomy.height(), i -> (i % width + 0.5 < middle) == right);
    return aerated.or(envelope.get().and(half));
  }

  /** The aerated field of LEFT or RIGHT. */
  static Mask aerated(Laterality side, AnatomyMap anatomy) {
    return anatomy.of(side == Laterality.LEFT ? Anatomy.LEFT_LUNG : Anatomy.RIGHT_LUNG);
  }

  /** The column halfway between the outer borders of the lungs; the picture's middle without. */
  static double midline(AnatomyMap anatomy) {
    return anatomy
        .lungs()
        .bounds()
        .map(box -> box.x() + box.width() / 2.0)
        .orElse(anatomy.width() / 2.0);
  }

  private static Mask lungs(
      Finding finding, Optional<Laterality> side, List<Zone> zones, AnatomyMap anatomy) {
    Mask region = Mask.empty(anatomy.width(), anatomy.height());
    for (Laterality each : List.of(Laterality.LEFT, Laterality.RIGHT)) {
      boolean wanted = side.isEmpty() || side.get() == Laterality.BILATERAL || side.get() == each;
      if (wanted && !aerated(each, anatomy).isEmpty()) {
        region = region.or(inOneLung(finding, each, zones, anatomy));
      }
    }
    return region;
  }

  private static Mask inOneLung(
      Finding finding, Laterality side, List<Zone> zones, AnatomyMap anatomy) {
    Mask whole = lung(side, anatomy);
    Mask place = LungZones.of(whole, side == Laterality.LEFT).of(zones);
    Mask region =
        switch (finding) {
          case PLEURAL_EFFUSION -> place.and(lowerPart(whole).or(outerBand(whole, side)));
          case PNEUMOTHORAX, PLEURAL_THICKENING, PLEURAL_OTHER -> place.and(outerBand(whole, side));
          default -> place;
        };
    return region.dilated(LUNG_MARGIN * anatomy.width());
  }

  private static Mask lowerPart(Mask lung) {
    Box box = lung.bounds().orElseThrow();
    double from = box.y() + (1 - EFFUSION_HEIGHT) * box.height();
    int width = lung.width();
    return lung.and(Mask.where(width, lung.height(), i -> i / width >= from));
  }

  /** Within 25 % of the lung's width of its outer or apical border. */
  private static Mask outerBand(Mask lung, Laterality side) {
    Box box = lung.bounds().orElseThrow();
    int width = lung.width();
    boolean left = side == Laterality.LEFT;
    // Outside of the lung, but not on its inner side: above it, or beyond its outer border.
    boolean[] beyond = new boolean[width * lung.height()];
    for (int y = 0; y < lung.height(); y++) {
      int reach = -1;
      for (int x = 0; x < width; x++) {
        int column = left ? width - 1 - x : x;
        if (lung.at(column, y)) {
          reach = column;
          break;
        }
        beyond[y * width + column] = true;
      }
      if (reach < 0 && y >= box.y() + box.height()) {
        for (int x = 0; x < width; x++) {
          beyond[y * width + x] = false; // below the lung lies the dome, not the border
        }
      }
    }
    Mask border = Mask.of(width, lung.height(), beyond);
    return border.isEmpty() ? lung : lung.and(border.dilated(BORDER_BAND * box.width()));
  }
}
