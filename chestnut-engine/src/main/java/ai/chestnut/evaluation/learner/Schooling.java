package ai.chestnut.evaluation.learner;

import ai.chestnut.failure.RequestException;

/**
 * How a small net is trained. Every step sees a batch drawn with replacement; the rate rises over
 * the first twentieth of the steps and falls to zero along a half cosine.
 *
 * @param steps optimiser steps
 * @param batch films in a step
 * @param rate largest learning rate of AdamW
 * @param weightDecay decoupled decay
 * @param shift largest shift of a film either way, as a share of the side; 0 for none
 */
public record Schooling(int steps, int batch, double rate, double weightDecay, double shift) {

  public Schooling {
    if (steps < 1 || batch < 1) {
      throw new RequestException(
          "schooling", "steps, batch", steps + ", " + batch, "at least 1 each");
    }
    if (!(rate > 0) || !(weightDecay >= 0) || !(shift >= 0 && shift <= 0.2)) {
      throw new RequestException(
          "schooling",
          "rate, weightDecay, shift",
          rate + ", " + weightDecay + ", " + shift,
          "rate above 0, weightDecay at least 0, shift in [0, 0.2]");
    }
  }

  public Schooling withSteps(int count) {
    return new Schooling(count, batch, rate, weightDecay, shift);
  }
}
