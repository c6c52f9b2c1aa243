package ai.chestnut.adversarial;

import ai.chestnut.failure.RequestException;
import java.util.Arrays;
import java.util.List;

/**
 * What a classifier shall say of a film: for each of its labels whether it shall be there, shall
 * not, or may be either.
 *
 * @param labels one for each logit of the classifier, in its order
 */
public record LatentTarget(List<LatentTarget.Label> labels) {

  /**
   * One label.
   *
   * @param side 1 present, -1 absent, 0 either
   * @param bound logit that a present one must reach, an absent one must not pass
   * @param weight in the loss, from 0; a label of weight 0 is not asked for
   */
  public record Label(int side, double bound, double weight) {

    /** Whatever the classifier says. */
    public static final Label EITHER = new Label(0, 0, 0);

    public Label {
      if (side < -1 || side > 1 || !Double.isFinite(bound) || !(weight >= 0 && weight < 1e6)) {
        throw new RequestException(
            "target label",
            "side, bound, weight",
            side + ", " + bound + ", " + weight,
            "side -1, 0 or 1, a finite bound, weight at least 0");
      }
    }

    boolean asked() {
      return side != 0 && weight > 0;
    }

    boolean met(double logit) {
      return !asked() || side * (logit - bound) >= 0;
    }
  }

  public LatentTarget {
    labels = List.copyOf(labels);
    if (labels.stream().noneMatch(Label::asked)) {
      throw new RequestException("target", "labels", "nothing asked for", "at least one label");
    }
  }

  /** Whether logits are on the right side of every bound. */
  public boolean met(float[] logits) {
    for (int i = 0; i < labels.size(); i++) {
      if (!labels.get(i).met(logits[i])) {
        return false;
      }
    }
    return true;
  }

  float[] sides() {
    return floats(labels.stream().mapToDouble(Label::side).toArray());
  }

  float[] bounds() {
    return floats(labels.stream().mapToDouble(Label::bound).toArray());
  }

  /** Weights that sum to 1. */
  float[] weights() {
    double[] weights =
        labels.stream().mapToDouble(label -> label.asked() ? label.weight() : 0).toArray();
    double sum = Arrays.stream(weights).sum();
    return floats(Arrays.stream(weights).map(weight -> weight / sum).toArray());
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
