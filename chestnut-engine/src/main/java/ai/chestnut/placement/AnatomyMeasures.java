package ai.chestnut.placement;

import ai.chestnut.layout.AnatomyMap;
import ai.chestnut.layout.Point;
import ai.chestnut.vocabulary.Anatomy;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.Optional;

/**
 * The numbers by which anatomies are asked for.
 *
 * @param ratio cardiothoracic ratio
 * @param lungShare share of the picture that the lungs cover
 * @param tilt degrees, clockwise
 */
public record AnatomyMeasures(double ratio, double lungShare, double tilt) {

  /** How many numbers stand beside a shape: ratio, log of the lung share, tilt, sex, view. */
  static final int COUNT = 5;

  /** About the middle of real films. */
  static final AnatomyMeasures USUAL = new AnatomyMeasures(0.5, 0.3, 0);

  /** Empty for a map without a heart between two lungs. */
  public static Optional<AnatomyMeasures> of(AnatomyMap map) {
    Optional<Point> left = map.of(Anatomy.LEFT_LUNG).centroid();
    Optional<Point> right = map.of(Anatomy.RIGHT_LUNG).centroid();
    if (left.isEmpty() || right.isEmpty() || map.cardiothoracicRatio().isEmpty()) {
      return Optional.empty();
    }
    double share = (double) map.lungs().area() / ((double) map.width() * map.height());
    double rise = left.get().y() - right.get().y();
    double run = left.get().x() - right.get().x();
    return Optional.of(
        new AnatomyMeasures(
            map.cardiothoracicRatio().getAsDouble(),
            share,
            Math.toDegrees(StrictMath.atan2(rise, run))));
  }

  /** The numbers beside a shape; 0 where sex or view are unknown. */
  public double[] row(Optional<Sex> sex, Optional<View> view) {
    return new double[] {ratio, Math.log(lungShare), tilt, number(sex), viewNumber(view)};
  }

  static double number(Optional<Sex> sex) {
    return sex.map(s -> s == Sex.FEMALE ? 1.0 : -1.0).orElse(0.0);
  }

  static double viewNumber(Optional<View> view) {
    return view.map(v -> v == View.PA ? 1.0 : -1.0).orElse(0.0);
  }
}
