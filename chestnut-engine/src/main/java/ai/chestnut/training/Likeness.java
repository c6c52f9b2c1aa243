package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import java.util.Optional;

/**
 * What a decoded film is held to, beside the absolute error of its pixels, whose weight is 1.
 *
 * @param gradient weight of the absolute error of differences of neighbouring pixels; keeps edges
 * @param octaves weight of the error of the power of the finest octaves; moves the grain of a codec
 *     that has some, else keeps a film from going soft
 * @param perceptual weight of the distance between what frozen filter experts see
 * @param clinical weight of the mean absolute difference of the filter classifier's logits; only
 *     where whole films are seen
 * @param experts folder of those experts, or {@code mu} for random ones; needed where a weight of
 *     theirs is above 0
 */
public record Likeness(
    double gradient, double octaves, double perceptual, double clinical, Optional<String> experts) {

  public Likeness {
    if (!(gradient >= 0) || !(octaves >= 0) || !(perceptual >= 0) || !(clinical >= 0)) {
      throw new RequestException(
          "likeness",
          "gradient, octaves, perceptual, clinical",
          gradient + ", " + octaves + ", " + perceptual + ", " + clinical,
          "at least 0 each");
    }
    if (perceptual + clinical > 0 && experts.isEmpty()) {
      throw new RequestException(
          "likeness", "experts", "none", "a folder, for perceptual or clinical above 0");
    }
  }
}
