package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;

/**
 * Shape of a typicality measure, and where it comes from.
 *
 * @param width features of the classifier that it stands on
 * @param classifier SHA-256 of that classifier's weights; empty for random ones
 * @param films how many real films it was fitted on
 * @param shrinkage share of the plain covariance that gave way to a sphere, 0 to 1
 */
public record FilmTypicalityConfig(
    Role role, int width, String classifier, int films, double shrinkage) {

  public FilmTypicalityConfig {
    if (width < 1 || films < 0 || !(shrinkage >= 0 && shrinkage <= 1)) {
      throw new RequestException(
          "film typicality",
          "width, films, shrinkage",
          width + ", " + films + ", " + shrinkage,
          "at least 1, at least 0, a share");
    }
  }

  /** For the smallest classifier; random weights, for tests and dry runs. */
  public static FilmTypicalityConfig mu(Role role) {
    return new FilmTypicalityConfig(role, EncoderConfig.mu(role).deepest(), "", 0, 0);
  }
}
