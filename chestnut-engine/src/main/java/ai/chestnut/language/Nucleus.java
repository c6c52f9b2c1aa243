package ai.chestnut.language;

import ai.chestnut.failure.RequestException;
import ai.chestnut.random.RandomStream;
import java.util.stream.IntStream;

/**
 * Draws from the likeliest choices that together have a share p of the probability (Holtzman et al.
 * 2020, section 3.1).
 *
 * @param share p, above 0, at most 1
 * @param temperature that logits are divided by, above 0
 */
public record Nucleus(double share, double temperature) {

  /** As the published system samples. */
  public static final Nucleus STANDARD = new Nucleus(0.92, 1);

  public Nucleus {
    if (!(share > 0 && share <= 1) || !(temperature > 0)) {
      throw new RequestException(
          "nucleus",
          "share, temperature",
          share + ", " + temperature,
          "share in (0, 1], temperature above 0");
    }
  }

  /** The number of one choice. */
  int draw(float[] logits, RandomStream stream) {
    double highest = Double.NEGATIVE_INFINITY;
    for (float logit : logits) {
      highest = Math.max(highest, logit);
    }
    double[] weights = new double[logits.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      weights[i] = StrictMath.exp((logits[i] - highest) / temperature);
      sum += weights[i];
    }
    int[] order =
        IntStream.range(0, weights.length)
            .boxed()
            .sorted((a, b) -> Double.compare(weights[b], weights[a])) // stable: of equals the first
            .mapToInt(Integer::intValue)
            .toArray();
    double kept = 0;
    int count = 0;
    while (count < order.length && kept < share * sum) {
      kept += weights[order[count++]];
    }
    double at = stream.uniform(0, kept);
    for (int i = 0; i < count; i++) {
      at -= weights[order[i]];
      if (at < 0) {
        return order[i];
      }
    }
    return order[count - 1];
  }
}
