package ai.chestnut.phantom;

/**
 * The surface between thorax and abdomen: two domes, the right one higher, that fall outwards to
 * the costophrenic angles, inwards to the central tendon and along the rays to the recesses.
 *
 * @param rightY height of the right dome
 * @param leftY height of the left dome
 * @param centreY height at the midline
 * @param topQ lateral place of both tops
 * @param wallQ lateral place of the chest wall
 * @param drop from the top to the costophrenic angle
 * @param recess curvature along the rays: y grows by recess * z^2
 */
record Diaphragm(
    double rightY,
    double leftY,
    double centreY,
    double topQ,
    double wallQ,
    double drop,
    double recess) {

  /** The highest point of the surface on the rays through x: the dome's silhouette. */
  double top(double x) {
    double dome = x < 0 ? rightY : leftY;
    double q = Math.abs(x);
    if (q < topQ) {
      double inward = (topQ - q) / topQ;
      return dome + (centreY - dome) * inward * inward;
    }
    double outward = (q - topQ) / (wallQ - topQ);
    return dome + drop * outward * outward * Math.sqrt(outward);
  }

  /** Half the part of the ray at (x, y) that lies below the surface, around z = 0; 0 above. */
  double halfChord(double top, double y) {
    return y > top ? Math.sqrt((y - top) / recess) : 0;
  }
}
