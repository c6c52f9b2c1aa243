package ai.chestnut.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Normalisation over groups of channels. [n, c, h, w] -> the same. Wu and He 2018, equations 1-6.
 */
public final class GroupNorm {

  private static final double EPSILON = 1e-5;

  private final Tensor weight;
  private final Tensor bias;
  private final int groups;

  /** With 32 groups, or as many as leave four channels to each. */
  public GroupNorm(Parameters.Place at, int channels) {
    this.weight = at.declare("weight", Initial.ONES, channels);
    this.bias = at.declare("bias", Initial.ZEROS, channels);
    this.groups = groups(channels);
  }

  public Tensor forward(Tensor x) {
    return torch.group_norm(
        x, groups, new TensorOptional(weight), new TensorOptional(bias), EPSILON, false);
  }

  private static int groups(int channels) {
    int groups = Math.max(1, Math.min(32, channels / 4));
    while (channels % groups != 0) {
      groups--;
    }
    return groups;
  }
}
