package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import ai.chestnut.tensor.Precision;

/**
 * How a model is trained, whatever it is.
 *
 * @param steps optimiser steps in all
 * @param rate learning-rate schedule
 * @param weightDecay decoupled decay of matrices and kernels
 * @param clip largest gradient norm
 * @param ema relative width of the averaging profile
 * @param precision {@code bfloat16} or {@code float32} for products and convolutions
 * @param validateEvery steps between held-out losses (and checkpoints)
 * @param previewEvery steps between preview sheets
 */
public record Training(
    long steps,
    LearningRate rate,
    double weightDecay,
    double clip,
    double ema,
    String precision,
    long validateEvery,
    long previewEvery) {

  public Training {
    if (steps < 1 || validateEvery < 1 || previewEvery < 1) {
      throw new RequestException(
          "training",
          "steps, validateEvery, previewEvery",
          steps + ", " + validateEvery + ", " + previewEvery,
          "at least 1 each");
    }
    if (!(weightDecay >= 0) || !(clip > 0) || !(ema > 0 && ema < 0.28)) {
      throw new RequestException(
          "training",
          "weightDecay, clip, ema",
          weightDecay + ", " + clip + ", " + ema,
          "weightDecay at least 0, clip above 0, ema in (0, 0.28)");
    }
    Precision.named(precision);
  }
}
