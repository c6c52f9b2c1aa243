package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;

/**
 * How far a film may lie from real ones.
 *
 * @param most distance of {@link FilmTypicality}, above 0; typical films are at about 1
 */
public record TypicalityBounds(double most) {

  public TypicalityBounds {
    if (!(most > 0) || Double.isInfinite(most)) {
      throw new RequestException(
          "typicality bounds", "most", Double.toString(most), "a finite distance above 0");
    }
  }
}
