package ai.chestnut.phantom;

/** The one-dimensional transitions that lesions are made of. */
final class Shapes {

  private Shapes() {}

  /** 0 at and below 0, 1 at and above 1, flat at both ends. */
  static double step(double t) {
    double clamped = Math.min(Math.max(t, 0), 1);
    return clamped * clamped * (3 - 2 * clamped);
  }

  /** exp(-t^2 / 2). */
  static double bell(double t) {
    return Math.exp(-t * t / 2);
  }
}
