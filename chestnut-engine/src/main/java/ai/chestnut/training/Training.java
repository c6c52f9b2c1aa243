package ai.chestnut.training;

import ai.chestnut.failure.RequestException;
import ai.chestnut.tensor.Precision;
import java.util.OptionalDouble;

/**
 * How a model is trained, whatever it is.
 *
 * @param steps optimiser steps in all
 * @param rate learning-rate schedule
 * @param weightDecay decoupled decay of matrices and kernels
 * @param clip largest gradient norm
 * @param ema relative width of the averaging profile
 * @param precision {@code bfloat16} or {@code float32} for products and convolutions
 * @param minutes after which the training ends even where steps are left; the rate then falls with
 *     the clock, and a run is no longer the same on every machine
 * @param momentum share of the gradient's running mean that a step keeps, 0.9 where none is given;
 *     0 suits nets that are trained against a critic
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
    OptionalDouble minutes,
    OptionalDouble momentum,
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
    if (!(minutes.orElse(1) > 0) || !(momentum.orElse(0) >= 0 && momentum.orElse(0) < 1)) {
      throw new RequestException(
          "training",
          "minutes, momentum",
          minutes + ", " + momentum,
          "minutes above 0, momentum in [0, 1)");
    }
    Precision.named(precision);
  }

  /** A training that ends with its last step. */
  public Training(
      long steps,
      LearningRate rate,
      double weightDecay,
      double clip,
      double ema,
      String precision,
      long validateEvery,
      long previewEvery) {
    this(
        steps,
        rate,
        weightDecay,
        clip,
        ema,
        precision,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        validateEvery,
        previewEvery);
  }

  /** How much of the training is done before a step, in [0, 1]; at 1 it has ended. */
  double share(long stepsDone, double secondsGone) {
    double bySteps = stepsDone / (double) steps;
    double byClock = minutes.isPresent() ? secondsGone / (60 * minutes.getAsDouble()) : 0;
    return Math.min(1, Math.max(bySteps, byClock));
  }

  double beta1() {
    return momentum.orElse(0.9);
  }
}
