package ai.chestnut.nn;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** Affine map of the last dimension. [.., in] -> [.., out] */
public final class Linear {

  private final Tensor weight;
  private final Tensor bias;

  public Linear(Parameters.Place at, int in, int out) {
    this(at, in, out, Initial.FAN_IN);
  }

  public Linear(Parameters.Place at, int in, int out, Initial initial) {
    this.weight = at.declare("weight", initial, out, in);
    this.bias = at.declare("bias", Initial.ZEROS, out);
  }

  public Tensor forward(Tensor x) {
    return torch.linear(x, weight, new TensorOptional(bias));
  }
}
