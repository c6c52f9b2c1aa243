package ai.chestnut.phantom;

import ai.chestnut.layout.AllowedRegion;
import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Box;
import ai.chestnut.layout.Distances;
import ai.chestnut.layout.LungZones;
import ai.chestnut.layout.Mask;
import ai.chestnut.layout.Point;
import ai.chestnut.random.RandomStream;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Zone;
import java.util.BitSet;
import java.util.List;

/** One aerated lung as lesions see it: where its borders are and how far a pixel is from them. */
final class LungField {

  private final Mask mask;
  private final Box box;
  private final boolean left;
  private final LungZones zones;
  private final Point hilum;
  private final float[] inward;
  private final float[] fromOuter;

  private LungField(Mask mask, Mask whole, boolean left) {
    this.mask = mask;
    this.left = left;
    this.box = mask.bounds().orElseThrow();
    this.zones = LungZones.of(whole, left);
    this.hilum = LungZones.of(mask, left).hilum();
    this.inward = roots(Distances.squaredTo(mask.not()));
    this.fromOuter = roots(Distances.squaredTo(beyondOuter()));
  }

  /**
   * @param side LEFT or RIGHT; the map has that lung
   */
  static LungField of(AnatomyMap anatomy, Laterality side) {
    boolean left = side == Laterality.LEFT;
    Mask aerated = anatomy.of(left ? Anatomy.LEFT_LUNG : Anatomy.RIGHT_LUNG);
    return new LungField(aerated, AllowedRegion.lung(side, anatomy), left);
  }

  Mask mask() {
    return mask;
  }

  Box box() {
    return box;
  }

  /** +1 where outwards is the image's right (the patient's left lung), else -1. */
  int outwards() {
    return left ? 1 : -1;
  }

  Point hilum() {
    return hilum;
  }

  /** The aerated part of the zones, which are those of the whole lung, dome and heart included. */
  Mask zone(List<Zone> wanted) {
    return zones.of(wanted).and(mask);
  }

  /** 0 at the inner edge of the lung's box, 1 at its outer edge. */
  double across(double x) {
    double t = (x - box.x()) / box.width();
    return left ? t : 1 - t;
  }

  /** 0 at the top of the lung's box, 1 at its bottom. */
  double down(double y) {
    return (y - box.y()) / box.height();
  }

  /** Distance of a lung pixel to everything outside of the lung, in pixels; 0 outside. */
  float inward(int i) {
    return inward[i];
  }

  /** Distance to the chest wall and what lies above the apex, in pixels. */
  float fromOuter(int i) {
    return fromOuter[i];
  }

  /**
   * 0 outside of the lung, rising to 1 over the given depth from the chest wall, where the rays
   * graze the lung. At heart and dome it stays 1: there the lung goes on behind them.
   */
  double soft(int i, double depth) {
    double t = inward[i] > 0 ? Math.min(fromOuter[i] / Math.max(depth, 1e-6), 1) : 0;
    return t * t * (3 - 2 * t);
  }

  /** A pixel of the zones, uniformly, at least {@code margin} from the lung's border if it can. */
  Point somewhere(List<Zone> wanted, double margin, RandomStream stream) {
    Mask region = zone(wanted);
    if (region.isEmpty()) {
      region = mask;
    }
    for (double depth = margin; ; depth /= 2) {
      BitSet bits = region.bits();
      for (int i = bits.nextSetBit(0); i >= 0; i = bits.nextSetBit(i + 1)) {
        if (inward[i] < depth) {
          bits.clear(i);
        }
      }
      int count = bits.cardinality();
      if (count > 0) {
        int nth = stream.nextInt(count);
        int at = bits.nextSetBit(0);
        for (int k = 0; k < nth; k++) {
          at = bits.nextSetBit(at + 1);
        }
        return new Point(at % mask.width() + 0.5, at / mask.width() + 0.5);
      }
    }
  }

  private Mask beyondOuter() {
    int width = mask.width();
    int height = mask.height();
    BitSet beyond = new BitSet(width * height);
    for (int y = 0; y < box.y() + box.height(); y++) {
      for (int k = 0; k < width; k++) {
        int x = left ? width - 1 - k : k;
        if (mask.at(x, y)) {
          break;
        }
        // above the apex only as far in as the lung reaches, not over the mediastinum
        if (x >= box.x() && x < box.x() + box.width() || left == (x >= box.x())) {
          beyond.set(y * width + x);
        }
      }
    }
    return Mask.of(width, height, beyond);
  }

  private static float[] roots(float[] squares) {
    for (int i = 0; i < squares.length; i++) {
      squares[i] = (float) Math.sqrt(squares[i]);
    }
    return squares;
  }
}
