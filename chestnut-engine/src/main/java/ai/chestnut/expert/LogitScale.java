package ai.chestnut.expert;

import ai.chestnut.failure.RequestException;

/**
 * Turns a net's logit into a probability that means what it says: sigmoid(logit / temperature +
 * bias). Platt 1999, equation 4; Guo et al. 2017, section 4.2.
 *
 * @param temperature above 0; more than 1 takes back a net's conviction
 * @param bias in logits; corrects for how common the finding was in training
 */
public record LogitScale(double temperature, double bias) {

  /** Takes the net at its word. */
  public static final LogitScale IDENTITY = new LogitScale(1, 0);

  public LogitScale {
    if (!(temperature > 0) || Double.isInfinite(temperature)) {
      throw new RequestException(
          "logit scale", "temperature", Double.toString(temperature), "a finite number above 0");
    }
    if (!Double.isFinite(bias)) {
      throw new RequestException("logit scale", "bias", Double.toString(bias), "a finite number");
    }
  }

  /** In [0, 1]; StrictMath, so that equal logits give equal bits on every JVM. */
  public double probability(double logit) {
    return sigmoid(logit / temperature + bias);
  }

  static double sigmoid(double logit) {
    return 1 / (1 + StrictMath.exp(-logit));
  }
}
