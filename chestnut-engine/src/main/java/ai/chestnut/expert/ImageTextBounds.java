package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;

/**
 * How well a film must fit its text.
 *
 * @param least cosine, -1 to 1
 */
public record ImageTextBounds(double least) {

  public ImageTextBounds {
    if (!(least >= -1 && least <= 1)) {
      throw new RequestException(
          "image-text bounds", "least", Double.toString(least), "a cosine, -1 to 1");
    }
  }
}
