package ai.chestnut.layout;

import ai.chestnut.vocabulary.Zone;
import java.util.BitSet;
import java.util.List;

/**
 * The zones of one lung, from its mask. By height: apical is the upper fifth of the lung's box,
 * upper, middle and lower are its thirds. By distance: perihilar is within 55 % of the lung's width
 * of the hilum, which lies on the inner border at 52 % of the height; peripheral is the outer third
 * of each row. The bands are ours; reports divide the lung the same way without numbers.
 */
public final class LungZones {

  private static final double APICAL = 0.2;
  private static final double HILUM_HEIGHT = 0.52;
  private static final double HILUM_REACH = 0.55;
  private static final double OUTER = 1.0 / 3;

  private final Mask lung;
  private final Box box;
  private final boolean outerIsRight;
  private final int[] inner;
  private final int[] outer;

  private LungZones(Mask lung, Box box, boolean outerIsRight) {
    this.lung = lung;
    this.box = box;
    this.outerIsRight = outerIsRight;
    this.inner = new int[box.height()];
    this.outer = new int[box.height()];
    for (int row = 0; row < box.height(); row++) {
      int first = box.x() + box.width();
      int last = box.x() - 1;
      for (int x = box.x(); x < box.x() + box.width(); x++) {
        if (lung.at(x, box.y() + row)) {
          first = Math.min(first, x);
          last = x;
        }
      }
      inner[row] = outerIsRight ? first : last;
      outer[row] = outerIsRight ? last : first;
    }
  }

  /**
   * @param lung the pixels of one lung, at least one
   * @param patientsLeft whether it is the left lung, whose outer side is at the image's right
   */
  public static LungZones of(Mask lung, boolean patientsLeft) {
    Box box =
        lung.bounds()
            .orElseThrow(
                () -> new IllegalArgumentException("lung: got an empty mask, expected a pixel"));
    return new LungZones(lung, box, patientsLeft);
  }

  /** The hilum: on the inner border, a little below half height. */
  public Point hilum() {
    int row = (int) (HILUM_HEIGHT * (box.height() - 1));
    return new Point(inner[row] + 0.5, box.y() + row + 0.5);
  }

  /**
   * Bands of height are united with each other, so are the zones of distance; then both are
   * intersected: lower and peripheral is the outer part of the lower third.
   *
   * @param zones empty for the whole lung
   */
  public Mask of(List<Zone> zones) {
    boolean anyBand = zones.stream().anyMatch(LungZones::isBand);
    boolean anyDistance = zones.stream().anyMatch(z -> !isBand(z));
    BitSet inside = new BitSet();
    BitSet bits = lung.bits();
    for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
      int x = i % lung.width();
      int y = i / lung.width();
      boolean band = !anyBand || zones.stream().anyMatch(z -> isBand(z) && contains(z, x, y));
      boolean distance =
          !anyDistance || zones.stream().anyMatch(z -> !isBand(z) && contains(z, x, y));
      inside.set(i, band && distance);
    }
    return Mask.of(lung.width(), lung.height(), inside);
  }

  private static boolean isBand(Zone zone) {
    return zone != Zone.PERIHILAR && zone != Zone.PERIPHERAL;
  }

  private boolean contains(Zone zone, int x, int y) {
    double height = (y + 0.5 - box.y()) / box.height();
    int row = Math.min(Math.max(y - box.y(), 0), box.height() - 1);
    return switch (zone) {
      case APICAL -> height < APICAL;
      case UPPER -> height < 1.0 / 3;
      case MIDDLE -> height >= 1.0 / 3 && height < 2.0 / 3;
      case LOWER -> height >= 2.0 / 3;
      case PERIHILAR -> {
        Point hilum = hilum();
        double reach = HILUM_REACH * box.width();
        yield Math.hypot(x + 0.5 - hilum.x(), y + 0.5 - hilum.y()) < reach;
      }
      case PERIPHERAL -> Math.abs(x - outer[row]) < OUTER * (Math.abs(outer[row] - inner[row]) + 1);
    };
  }

  /** Whether the outer side of this lung is at the image's right. */
  public boolean outerIsRight() {
    return outerIsRight;
  }
}
