package ai.chestnut.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Normalisation of the last dimension. [.., e] -> the same. Ba, Kiros and Hinton 2016, equation 4.
 */
public final class LayerNorm {

  private static final double EPSILON = 1e-5;

  private final Tensor weight;
  private final Tensor bias;
  private final long[] width;

  public LayerNorm(Parameters.Place at, int width) {
    this.weight = at.declare("weight", Initial.ONES, width);
    this.bias = at.declare("bias", Initial.ZEROS, width);
    this.width = new long[] {width};
  }

  public Tensor forward(Tensor x) {
    return torch.layer_norm(
        x, width, new TensorOptional(weight), new TensorOptional(bias), EPSILON, false);
  }
}
