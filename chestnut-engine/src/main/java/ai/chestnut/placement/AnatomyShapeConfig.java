package ai.chestnut.placement;

import ai.chestnut.failure.RequestException;

/**
 * Size of a shape model.
 *
 * @param side cells of its grid in each direction
 * @param components modes of variation
 * @param shapes how many anatomies it was fitted to
 */
public record AnatomyShapeConfig(int side, int components, int shapes) {

  public AnatomyShapeConfig {
    if (side < 8 || components < 1 || shapes <= components) {
      throw new RequestException(
          "anatomy shape",
          "side, components, shapes",
          side + ", " + components + ", " + shapes,
          "at least 8, at least 1, more shapes than components");
    }
  }
}
