package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;
import java.util.OptionalDouble;

/**
 * What the probability of one finding must be.
 *
 * @param requested least probability where the finding was asked for; empty: not gated
 * @param unrequested greatest probability where it was not; empty: not gated
 */
public record FindingBounds(OptionalDouble requested, OptionalDouble unrequested) {

  public FindingBounds {
    require("requested", requested);
    require("unrequested", unrequested);
    if (requested.isEmpty() && unrequested.isEmpty()) {
      throw new RequestException(
          "finding bounds", "requested, unrequested", "neither", "at least one probability");
    }
  }

  private static void require(String name, OptionalDouble bound) {
    if (bound.isPresent() && !(bound.getAsDouble() >= 0 && bound.getAsDouble() <= 1)) {
      throw new RequestException(
          "finding bounds", name, Double.toString(bound.getAsDouble()), "a probability, 0 to 1");
    }
  }
}
