package ai.chestnut.placement;

import ai.chestnut.failure.RequestException;
import ai.chestnut.vocabulary.Sex;
import ai.chestnut.vocabulary.View;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an anatomy shall be like; what is left open varies as among real films.
 *
 * @param cardiothoracicRatio breadth of the heart over that of the lungs, 0.3 to 0.8
 * @param lungShare share of the picture that the two lungs cover, 0.1 to 0.6
 * @param tiltDegrees of the whole body in the picture, clockwise, -15 to 15
 */
public record AnatomyKnobs(
    OptionalDouble cardiothoracicRatio,
    OptionalDouble lungShare,
    OptionalDouble tiltDegrees,
    Optional<Sex> sex,
    Optional<View> view) {

  /** Everything is left open. */
  public static final AnatomyKnobs OPEN =
      new AnatomyKnobs(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty());

  public AnatomyKnobs {
    require("cardiothoracic ratio", cardiothoracicRatio, 0.3, 0.8);
    require("lung share", lungShare, 0.1, 0.6);
    require("tilt in degrees", tiltDegrees, -15, 15);
  }

  private static void require(String what, OptionalDouble value, double least, double most) {
    if (value.isPresent() && !(value.getAsDouble() >= least && value.getAsDouble() <= most)) {
      throw new RequestException(
          what, "anatomy", Double.toString(value.getAsDouble()), least + " to " + most);
    }
  }

  public AnatomyKnobs withCardiothoracicRatio(double ratio) {
    return new AnatomyKnobs(OptionalDouble.of(ratio), lungShare, tiltDegrees, sex, view);
  }

  public AnatomyKnobs withLungShare(double share) {
    return new AnatomyKnobs(cardiothoracicRatio, OptionalDouble.of(share), tiltDegrees, sex, view);
  }

  public AnatomyKnobs withTilt(double degrees) {
    return new AnatomyKnobs(cardiothoracicRatio, lungShare, OptionalDouble.of(degrees), sex, view);
  }

  public AnatomyKnobs withSex(Optional<Sex> wanted) {
    return new AnatomyKnobs(cardiothoracicRatio, lungShare, tiltDegrees, wanted, view);
  }

  public AnatomyKnobs withView(Optional<View> wanted) {
    return new AnatomyKnobs(cardiothoracicRatio, lungShare, tiltDegrees, sex, wanted);
  }
}
