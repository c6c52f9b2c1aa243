package ai.chestnut.phantom;

import java.util.List;

/**
 * What lies between the lungs.
 *
 * @param heart ellipsoids whose union, above the diaphragm, is the heart
 * @param knob the aortic knob
 * @param arch the arch and the start of the descending aorta
 * @param descending the rest of the aorta
 * @param airway trachea and main bronchi
 * @param inletY height of the thoracic inlet
 * @param rightEdge border of the superior vena cava right of the midline
 * @param leftEdge border of the vessels left of the midline
 */
record Mediastinum(
    List<Ellipsoid> heart,
    Ellipsoid knob,
    Tube arch,
    Tube descending,
    List<Tube> airway,
    double inletY,
    double rightEdge,
    double leftEdge) {

  /** Half the depth of the vascular pedicle, along the rays. */
  private static final double DEPTH = 0.19;

  /** Half the length of the ray inside the heart, taken as one piece; 0 outside. */
  double heartHalfChord(double x, double y) {
    double sum = 0;
    for (Ellipsoid part : heart) {
      double half = part.halfChord(x, y);
      sum += half * half * half;
    }
    return sum == 0
        ? 0
        : Math.cbrt(sum); // a union whose chambers run into each other without a crease
  }

  /** Half the length of the ray inside the vascular pedicle. */
  double pedicleHalfChord(double x, double y) {
    double edge = edge(x < 0 ? rightEdge : leftEdge, y);
    double r = x / edge;
    if (y <= inletY || r * r >= 1) {
      return 0;
    }
    double low =
        Math.min(Math.max((y - inletY - 0.28) / 0.15, 0), 1); // lung reaches in behind the heart
    return DEPTH * (1 - 0.6 * low) * (1 - r * r);
  }

  /** The pedicle is narrow at the inlet and widens to its full breadth. */
  private double edge(double full, double y) {
    double t = Math.min(Math.max((y - inletY) / 0.3, 0), 1);
    return full * (0.6 + 0.12 * t + 0.28 * t * t);
  }
}
