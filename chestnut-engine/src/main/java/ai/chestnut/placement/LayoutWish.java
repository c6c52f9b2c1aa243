package ai.chestnut.placement;

import ai.chestnut.prompt.Observation;
import ai.chestnut.vocabulary.Certainty;
import ai.chestnut.vocabulary.Finding;
import ai.chestnut.vocabulary.Laterality;
import ai.chestnut.vocabulary.Places;
import ai.chestnut.vocabulary.Severity;
import ai.chestnut.vocabulary.Zone;
import java.util.List;

/**
 * What is wanted of each finding, as numbers: whether it is there, how surely, on which side, in
 * which zones, how much of it on each side. {@value #FEATURES} numbers a finding, 0 or 1.
 */
public final class LayoutWish {

  /** Numbers of each finding. */
  public static final int FEATURES = 20;

  static final int PRESENT = 0;
  static final int UNCERTAIN = 1;
  static final int LEFT = 2;
  static final int RIGHT = 3;
  static final int EITHER = 4;
  static final int SIDELESS = 5;
  static final int ZONES = 6;
  static final int NO_BAND = 12;
  static final int NO_DISTANCE = 13;
  static final int LEFT_SEVERITY = 14;
  static final int RIGHT_SEVERITY = 17;

  private LayoutWish() {}

  /**
   * The numbers of all findings of a generator, one after the other. What is denied, and what the
   * generator does not know, is not wanted.
   */
  public static float[] of(List<Observation> observations, LayoutConfig config) {
    float[] wish = new float[config.findings().size() * FEATURES];
    for (Observation one : observations) {
      int layer = config.layer(one.finding());
      if (layer >= 0 && one.certainty() != Certainty.ABSENT) {
        add(one, wish, layer * FEATURES);
      }
    }
    for (int layer = 0; layer < config.findings().size(); layer++) {
      close(config.findings().get(layer), wish, layer * FEATURES);
    }
    return wish;
  }

  private static void add(Observation one, float[] wish, int at) {
    wish[at + PRESENT] = 1;
    if (one.certainty() == Certainty.UNCERTAIN) {
      wish[at + UNCERTAIN] = 1;
    }
    one.zones().forEach(zone -> wish[at + ZONES + zone.ordinal()] = 1);
    boolean sides = !Places.of(one.finding()).sides().isEmpty();
    boolean left = wanted(one, Laterality.LEFT);
    boolean right = wanted(one, Laterality.RIGHT);
    if (sides && left) {
      wish[at + LEFT] = 1;
    }
    if (sides && right) {
      wish[at + RIGHT] = 1;
    }
    if (one.severity().isPresent()) {
      Severity much = one.severity().get();
      boolean open = one.laterality().isEmpty();
      if (left || open) {
        wish[at + LEFT_SEVERITY + much.ordinal()] = 1;
      }
      if (right || open) {
        wish[at + RIGHT_SEVERITY + much.ordinal()] = 1;
      }
    }
  }

  private static boolean wanted(Observation one, Laterality side) {
    return one.laterality().filter(l -> l == side || l == Laterality.BILATERAL).isPresent();
  }

  /** What is left open is said, too, so that a region is a product of sums. */
  private static void close(Finding finding, float[] wish, int at) {
    if (wish[at + PRESENT] == 0) {
      return;
    }
    boolean free = LayoutPlane.free(finding);
    if (free || Places.of(finding).sides().isEmpty()) {
      wish[at + SIDELESS] = 1;
    } else if (wish[at + LEFT] == 0 && wish[at + RIGHT] == 0) {
      wish[at + EITHER] = 1;
    }
    float bands = 0;
    float distances = 0;
    for (Zone zone : Zone.values()) {
      float told = wish[at + ZONES + zone.ordinal()];
      if (zone == Zone.PERIHILAR || zone == Zone.PERIPHERAL) {
        distances += told;
      } else {
        bands += told;
      }
    }
    wish[at + NO_BAND] = free || bands == 0 ? 1 : 0;
    wish[at + NO_DISTANCE] = free || distances == 0 ? 1 : 0;
  }
}
