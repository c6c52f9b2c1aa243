package ai.chestnut.phantom;

/**
 * One lung in full inspiration before heart, mediastinum and dome take their room: at each height a
 * rounded cross-section between an inner and an outer border. Coordinates are lateral, q = |x|.
 *
 * @param apexQ lateral place of the apex
 * @param apexY height of the apex
 * @param innerQ inner border below the apex
 * @param outerQ outer border at its widest
 * @param wideY height where the lung is widest
 * @param roundness exponent of the outer border
 * @param depth half the depth of the widest cross-section, along the rays
 */
record LungSolid(
    double apexQ,
    double apexY,
    double innerQ,
    double outerQ,
    double wideY,
    double roundness,
    double depth) {

  /** Outer border at a height below the apex. */
  double outer(double y) {
    double t = Math.min((y - apexY) / (wideY - apexY), 1);
    return apexQ + (outerQ - apexQ) * Math.sqrt(1 - Math.pow(1 - t, roundness));
  }

  /** Inner border at a height below the apex. */
  double inner(double y) {
    double t = Math.min(2.4 * (y - apexY) / (wideY - apexY), 1);
    return apexQ - (apexQ - innerQ) * Math.sqrt(t * (2 - t));
  }

  /** Half the depth at the deepest point of the cross-section. */
  double depthAt(double y) {
    double t = Math.min(Math.max((y - apexY) / (wideY - apexY), 0), 1);
    return depth * (0.25 + 0.75 * t) * Math.sqrt(Math.min(1, 3 * t));
  }

  /** Half the length of the ray inside; 0 outside. The borders of the row are given. */
  static double halfChord(double q, double inner, double outer, double depthAt) {
    if (q <= inner || q >= outer) {
      return 0;
    }
    double u = (q - inner) / (outer - inner);
    double rise = Math.min(u / 0.3, 1);
    return depthAt * Math.sqrt((1 - u * u) * (rise * (2 - rise)));
  }
}
