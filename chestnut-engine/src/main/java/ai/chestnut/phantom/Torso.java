package ai.chestnut.phantom;

import java.util.List;

/**
 * Everything soft outside the thoracic cavity: neck, shoulders and trunk as one solid of rounded
 * cross-sections, breasts as mounds, gas below the left dome.
 *
 * @param neck half the breadth of the neck
 * @param shoulderY height where the shoulders end
 * @param shoulder half the breadth of the shoulders
 * @param flank half the breadth of the trunk below the armpits
 * @param depth half the depth of the trunk along the rays
 * @param limbs breasts, added to the trunk
 * @param gas bubbles in stomach and bowel, taken out of it
 * @param fluidY the level below which the stomach holds fluid, not gas
 */
record Torso(
    double neck,
    double shoulderY,
    double shoulder,
    double flank,
    double depth,
    List<Ellipsoid> limbs,
    List<Ellipsoid> gas,
    double fluidY) {

  /** Half the breadth at a height. */
  double halfWidth(double y) {
    double slope = smooth((y + 0.02) / (shoulderY + 0.02));
    double armpit = smooth((y - shoulderY) / 0.28);
    return neck + (shoulder - neck) * slope + (flank - shoulder) * armpit;
  }

  /** Length of the ray inside soft tissue, the cavity not yet taken out. */
  double chord(double x, double y) {
    double r = Math.abs(x) / halfWidth(y);
    double deep =
        depth * (0.55 + 0.38 * smooth((y + 0.05) / 0.35) + 0.17 * smooth((y - 0.45) / 0.4));
    double trunk = r < 1 ? 2 * deep * Math.sqrt(1 - r * r * r * r * r) : 0;
    for (Ellipsoid limb : limbs) {
      trunk += limb.mound(x, y);
    }
    return trunk;
  }

  /** Length of the ray inside gas of the abdomen. */
  double gasChord(double x, double y) {
    double sum = 0;
    for (Ellipsoid bubble : gas) {
      sum += 2 * bubble.halfChord(x, y);
    }
    return y < fluidY ? sum : sum * 0.12 * Math.max(0, 1 - (y - fluidY) / 0.02);
  }

  private static double smooth(double t) {
    double clamped = Math.min(Math.max(t, 0), 1);
    return clamped * clamped * (3 - 2 * clamped);
  }
}
